import { Server } from 'node:net';

// Preloaded into the Agents Playground, which has no option for either of these.

// It listens on every interface of the machine. Whoever reaches it can speak to the bot as anybody, so here it hears this machine alone.
// oxlint-disable-next-line typescript/unbound-method -- it is called with the server that it belongs to
const listen = Server.prototype.listen as (this: Server, ...args: unknown[]) => Server;

Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [where, ...rest] = args;
  return typeof where === 'number' || typeof where === 'string'
    ? listen.call(
        this,
        { port: Number(where), host: '127.0.0.1' },
        ...rest.filter((one) => typeof one === 'function'),
      )
    : listen.call(this, ...args);
};

// It ends with the program that started it, even where that one was killed: its end of this pipe then closes.
process.stdin.once('end', () => process.exit(0)).resume();
