declare module 'dynalite' {
  export default function dynalite(options?: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): import('node:http').Server;
}
