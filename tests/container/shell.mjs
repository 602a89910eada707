// Stands for the container's shell, which is a program of StackBlitz: a prompt, `ls`, `cat`, and an honest answer to the rest.
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const prompt = () => process.stdout.write('❯ ');
const commands = {
  ls: (path = '.') => readdirSync(path).join('  '),
  cat: (path) => readFileSync(path, 'utf8'),
};
console.log('The stand-in’s shell knows: ls, cat');
prompt();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...args] = line.trim().split(/\s+/);
  try {
    if (name) console.log(commands[name]?.(...args) ?? `${name}: not in the stand-in`);
  } catch (error) {
    console.log(error.message);
  }
  prompt();
}
