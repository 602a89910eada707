// In every Node process of the stand-in: a port that a program asks for becomes a free one of this machine, and whoever started the
// program is told which. In a WebContainer ports are its own; here they would collide with the reader's.
'use strict';
const { Server } = require('node:net');

const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  const [first] = args;
  const asked = typeof first === 'object' && first !== null ? first.port : first;
  if (Number.isInteger(Number(asked)) && Number(asked) > 0) {
    args[0] = typeof first === 'object' ? { ...first, port: 0, host: '127.0.0.1' } : 0;
    if (typeof args[1] === 'string') args[1] = '127.0.0.1';
    this.once('listening', () => {
      process.send?.({ opened: Number(asked), at: this.address().port });
      process.channel?.unref();
    });
  }
  return listen.apply(this, args);
};
