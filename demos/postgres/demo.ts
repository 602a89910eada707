export const about = {
  id: 'postgres',
  figure: 'Demo 1.B',
  title: 'PostgreSQL itself, in this tab',
  text: 'A console over the reference API’s own tables: write SQL, run it as the owner, the application or a member of either tenant, read plans as a tree and compare two of them, step through transactions. It loads about 5 MB when you press Boot; Stop ends any query at once.',
} as const;
