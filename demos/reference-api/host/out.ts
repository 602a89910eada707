// Lines are gathered for up to 50 ms and written at once: a system call a line would cost more than the line.
export function bufferedOut(write: (text: string) => void): { write(line: string): void; flush(): void } {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === '') return;
    write(waiting);
    waiting = '';
  }

  return {
    write(line) {
      waiting += line;
      if (waiting.length > 65_536) flush();
      else timer ??= setTimeout(flush, 50);
    },
    flush,
  };
}
