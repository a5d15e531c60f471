import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  MessageFactory,
  type Request,
} from 'botbuilder';
import restify from 'restify';
import { serveParent } from '../child.ts';

/** The smallest bot that botbuilder and restify make, as its samples write it: what any bot on them costs at least. Its authentication is
 *  off, as botbuilder does without an app id. Answers its port. */

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  // Their declarations differ in what may be undefined; the samples pass restify's request as it is.
  await adapter.process(req as unknown as Request, res, (context) => bot.run(context));
});

const listening = new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve(server.address().port));
});
serveParent(() => listening);
