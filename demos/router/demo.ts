// What the demo is called and says of itself. Data only.
export const about = {
  id: 'router',
  figure: 'Demo 2.A',
  title: 'What automation costs in mistakes, and safety in work',
  text: '3,000 labelled messages that the model never saw are read, held to their contract, calibrated and routed in the tab. The threshold is set by hand, by what a mistake costs, or by how many mistakes may go out; automation, precision with its interval, reviewers’ hours and cost follow. Reliability, risk and cost are drawn, and told as tables. A file of your own confidences is judged by the same mathematics and never leaves the page.',
} as const;
