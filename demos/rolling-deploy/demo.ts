// A rolling deploy as ECS's documentation has it: drawn second by second, and proven over every order of events.
export const about = {
  id: 'rolling-deploy',
  figure: 'Demo 5.A',
  title: 'A rolling deploy, and the setting where it breaks',
  text: 'A simulation of ECS’s scheduler as its documentation describes it, not AWS itself, fed by the reference template’s own values: a healthy image and three that fail, the tasks second by second, capacity and lost requests. Over every possible order of events it proves that no fewer tasks than the minimum are in service and no more than the maximum run, and it shows settings where a deploy breaks.',
} as const;
