/** How a command is listed, typed and explained. */
export interface CommandText {
  /** For lists: at most 128 characters, and fit to be sent as a message. */
  readonly title: string;
  /** What it does, as a sentence. */
  readonly help: string;
  /** Ways to say it that are shown; the first is the one to type. */
  readonly phrasings: readonly string[];
}

/** Everything that people can ask. */
export type CommandName = (typeof COMMAND_NAMES)[number];
export const COMMAND_NAMES = [
  'availability.now',
  'availability.at',
  'availability.team',
  'technician.state',
  'technician.next',
  'technician.why',
  'coverage',
  'self.override',
  'ticket.suggest',
  'ticket.assign',
  'decision.why',
  'ticket.held',
  'automap.run',
  'mapping.open',
  'setup.health',
  'help',
  'social.greeting',
  'social.thanks',
  'social.cancel',
] as const;

export type CommandTexts = Readonly<Record<CommandName, CommandText>>;

/** The words of the command table. */
export const commands: CommandTexts = {
  'availability.now': {
    title: "who's available",
    help: 'Who works, is on a break or off shift right now, and why.',
    phrasings: ["who's available", 'who is free', 'who can take a ticket'],
  },
  'availability.at': {
    title: "who's on at 3pm",
    help: 'The same for another time, read in your own time zone.',
    phrasings: ["who's on at 3pm", 'anyone tomorrow 9-11', 'who works tonight'],
  },
  'availability.team': {
    title: "who's free in Service Desk",
    help: 'Only the members of one team.',
    phrasings: ["who's free in Service Desk", 'anyone in Escalations'],
  },
  'technician.state': {
    title: 'is Ana available',
    help: 'How one technician stands, and what it rests on.',
    phrasings: ['is Ana available', 'where is Ben', 'can I give Ben a ticket'],
  },
  'technician.next': {
    title: 'when is Ana back',
    help: 'Until when somebody is on, or when the next shift starts.',
    phrasings: ['when is Ana back', 'until when is Ben on', 'next shift for Chloe'],
  },
  'technician.why': {
    title: 'why is Ana not considered',
    help: 'What keeps somebody out, or why shifts make no difference, each with its remedy.',
    phrasings: ['why is Ana not considered', 'why do shifts not matter'],
  },
  coverage: {
    title: 'are we covered tonight',
    help: 'Who is on over a stretch of time, and the gaps in which nobody is.',
    phrasings: ['are we covered tonight', 'any gaps this week', 'who covers the weekend'],
  },
  'self.override': {
    title: 'lunch 45 min',
    help: 'Your own word about yourself: it wins over Teams and ends by itself.',
    phrasings: ['lunch 45 min', 'on the clock until 17:00', 'back at 3', 'off today', 'end my note'],
  },
  'ticket.suggest': {
    title: 'dispatch 4711',
    help: 'Who gets a ticket, with the reasons; "who should take 4711" only suggests.',
    phrasings: ['dispatch 4711', 'who should take 4711', 'suggest someone for 4711'],
  },
  'ticket.assign': {
    title: 'assign 4711 to Ana',
    help: 'Gives a ticket to somebody by hand; it can be taken back for five minutes.',
    phrasings: ['assign 4711 to Ana', 'assign it to her', 'reassign 4711 to Ben'],
  },
  'decision.why': {
    title: 'why 4711',
    help: 'What a decision rested on, with everybody who was considered.',
    phrasings: ['why 4711', 'why not Lee', 'why Aisha', 'why no teams'],
  },
  'ticket.held': {
    title: 'held tickets',
    help: 'Tickets that wait because nobody could take them.',
    phrasings: ['held tickets', 'what is waiting'],
  },
  'automap.run': {
    title: 'auto-map',
    help: 'Compares technicians with members of Teams and shows what would change, before anything does.',
    phrasings: ['auto-map', 'auto-map Service Desk', 'match technicians'],
  },
  'mapping.open': {
    title: "who isn't mapped",
    help: 'Technicians without a Microsoft account, and why.',
    phrasings: ["who isn't mapped", 'unmatched technicians', 'mapping status'],
  },
  'setup.health': {
    title: 'check set-up',
    help: 'Whether consent, PSA, mapping, presence and Shifts work, each by using it.',
    phrasings: ['check set-up', 'is Teams connected', 'health'],
  },
  help: {
    title: 'help',
    help: 'What you can ask, with examples.',
    phrasings: ['help', 'what can you do'],
  },
  'social.greeting': {
    title: 'hello',
    help: 'Says hello and what you can ask.',
    phrasings: ['hi', 'hello'],
  },
  'social.thanks': {
    title: 'thanks',
    help: 'You are welcome.',
    phrasings: ['thanks'],
  },
  'social.cancel': {
    title: 'cancel',
    help: 'Nothing runs that typing could stop; a preview has its own Cancel.',
    phrasings: ['cancel'],
  },
};
