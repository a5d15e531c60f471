import type { PhrasePattern } from './phrase-patterns.ts';

/** What people come for. */
export type Intent =
  | 'availability.now'
  | 'availability.at'
  | 'availability.team'
  | 'technician.state'
  | 'technician.next'
  | 'automap.run'
  | 'mapping.open'
  | 'setup.health'
  | 'help'
  | 'social.greeting'
  | 'social.thanks'
  | 'social.cancel'
  | 'social.sign-out'
  | 'follow-up'
  | 'coverage'
  | 'ticket.suggest'
  | 'ticket.assign'
  | 'decision.why'
  | 'ticket.held'
  | 'self.override'
  | 'technician.why';

export type FollowUpAction = 'next' | 'previous' | 'refresh';

/** What people say of themselves. `back`: away until then; `end`: what was said no longer holds. */
export type OwnWord = 'working' | 'break' | 'lunch' | 'off' | 'back' | 'end';

/** Of `technician.why`: why a person is left out, or why shifts make no difference. */
export type WhyTopic = 'considered' | 'shifts';

/** Of `ticket.suggest`: the ticket is to be handed over, not only suggested for. */
export type TicketWish = 'dispatch';

/** Of `decision.why`: what presence and shifts had to do with it. */
export type DecisionTopic = 'sources';

/** One intent, as data. */
export interface IntentEntry {
  readonly intent: Intent;
  /** `false`: understood, so that the answer can say that Rollcall does not do it, but not done. */
  readonly offered: boolean;
  /** Offered intents that come closest to one that is not. */
  readonly instead?: readonly Intent[];
  /** As people say it; the first is the one to show. Every one of them is understood. */
  readonly phrasings: readonly string[];
  readonly patterns: readonly PhrasePattern[];
  /** Every pattern may end with "in <team>". */
  readonly takesTeam?: boolean;
  /** A question with words around it still counts. Only for questions that change nothing. */
  readonly isLoose?: boolean;
  readonly actions?: readonly {
    readonly action: SaidAction;
    readonly patterns: readonly PhrasePattern[];
  }[];
}

export type IntentTable = readonly IntentEntry[];

/** What a phrasing says beside its intent. */
export type SaidAction = FollowUpAction | OwnWord | WhyTopic | TicketWish | DecisionTopic;

/** Words that stand for one another in the patterns below. */
export const WORD_CLASSES: Readonly<Record<string, string>> = {
  be: 'is are be was were am s',
  any: 'anyone anybody someone somebody any',
  who: 'who anyone anybody someone somebody everyone everybody nobody',
  free: 'free available avail around about on in working here online active reachable up about idle present',
  away: 'busy away off out sick offline gone there ok okay alright absent',
  duty: 'shift duty call work desk',
  techs:
    'tech techs technician technicians engineer engineers agent agents people person staff team colleagues',
  everyone: 'everyone everybody all techs technicians engineers agents people staff users them teams team',
  ticket: 'ticket tickets call calls job jobs one something work case',
  finish: 'finish start end leave come get begin return stop work knock log',
  give: 'give assign reassign move pass hand send transfer allocate dispatch',
};

/** Everything that the bot understands. Where two fit alike, the earlier one wins. */
export const INTENTS: IntentTable = [
  {
    intent: 'availability.now',
    offered: true,
    takesTeam: true,
    isLoose: true,
    phrasings: [
      "who's available",
      'who is free',
      'whos around',
      'anyone about?',
      "who's on right now",
      'who can take a ticket',
      'show me the board',
      'available techs',
      'who is working',
      "who's not busy",
      'status of the team',
      'free rn',
      "who's in",
      'anyone around',
      'who is on',
      'availability',
      'who is available',
    ],
    patterns: [
      '~who ~be? ~free ~duty? ~techs?',
      '~who ~be? free|available|able for|to take|help|talk|work? ~ticket?',
      '~who ~be going to be ~free ~duty?',
      '~who ~be? off|away|out|sick|absent|ill|offline sick|ill|shift|work|duty?',
      '~who ~be on|at his|her|their? holiday|leave|break|lunch|vacation|pto|training|course',
      '~who ~be? ~free from|in|at? office|home|work',
      '~who ~be back +time',
      '~be ~who back',
      'i|we need ~any|~techs',
      '~who ~be? not busy|away|off|out',
      '~who works|work ~duty?',
      '~who will|would|can|could be ~free ~duty?',
      '~who can|could|should|will? take|handle|grab|pick|do|help up? ~ticket?',
      '~be there? ~who|~techs ~free ~duty?',
      '~be ~techs ~free',
      'who do we|you|i have|got ~free? ~duty?',
      'who have we|you got? ~free?',
      'how many ~techs? ~be? ~free ~duty?',
      'show|open|see|view|list|get me? board|availability|status|who',
      'show|list|find me? who? ~be? ~free ~techs?',
      'show|list|view|see me? ~techs|everyone|everybody',
      'what|how is status|situation|availability',
      'who|anyone +time',
      '~who ~be +time',
      'free|available|avail ~techs',
      '~techs free|available|avail|online|working|around',
      'availability|availabilities of|for team|~everyone',
      'board',
      'status of? team|board|~techs|everyone?',
      'team|board status|availability|overview',
      'what is team|everyone|everybody doing|up to?',
    ],
  },
  {
    intent: 'availability.at',
    offered: true,
    phrasings: [
      "who's on at 3pm",
      'who is free tomorrow morning',
      'whos around at 15:30',
      'anyone monday 9-5',
      'who works tonight',
      "who's in on friday afternoon",
      'cover at half 3',
      'who will be here in 2 hours',
      'availability between 2 and 4pm',
      "who's on this weekend",
      'who is on shift tonight',
    ],
    // No "for <team>" behind these: "availability for ben" asks about a person.
    patterns: ['cover +time', 'free|available|availability|avail|availabilities|online'],
  },
  {
    intent: 'availability.team',
    offered: true,
    phrasings: [
      "who's free in escalations",
      'available in service desk',
      'anyone in NOC',
      'who from tier 2',
      'L2 free?',
      'escalations now',
      "who's on in projects team",
      'is anyone on the night team',
    ],
    patterns: [
      '~who ~be? in|from|on|at|within <team>',
      '~be ~who in|from|on|at|within <team>',
      'free|available|availability|status in|from|on|at|within <team>',
      '~be the <team> ~free ~duty?',
      'how is|are <team> team|desk|queue',
    ],
  },
  {
    intent: 'technician.state',
    offered: true,
    phrasings: [
      'is aisha free',
      'where is ben',
      "what's chloe doing",
      'ben status',
      'can I give ben a ticket',
      'is dmitri on shift',
      'aisha available?',
      'whats sam up to',
      '@Ben around?',
      'is Ana available',
    ],
    patterns: [
      'where ~be? <who>',
      '~be <who> ~free|~away ~duty? sick?',
      '~be <who> not ~free|~away ~duty?',
      '~be <who> free|available|able for|to take|help? ~ticket?',
      '~be <who> at|on his|her|their? desk|duty|shift|call|break|work|leave|holiday',
      '~be <who> +time',
      '~be <self> ~free ~duty?',
      'what ~be <who> doing|at',
      'what ~be <who> up to',
      'how ~be <who> doing?',
      '<who> status|state|availability|presence',
      'status|state|availability|presence of|for? <who>',
      'can|could|should i|we|you|someone ~give <who> ~ticket',
      'can|could|will|would <who> take|handle|do|help ~ticket?',
      'does|has <who> have|got time|capacity|room',
      '<who> ~free ~duty?',
      '<who> busy|away|off|out|offline|there',
      'anyone|anybody|who seen|heard|saw from? <who>',
      'has anyone|anybody seen|heard from? <who>',
      'check|show|find me? <who>',
      'show|check|get me? <who> status|state|availability|presence',
      'will <who> be ~free|~away ~duty?',
      '<who> +time',
    ],
  },
  {
    intent: 'technician.next',
    offered: true,
    phrasings: [
      'when is ben back',
      'next shift for chloe',
      'when does aisha finish',
      'until when is ben on',
      "when's dmitri in again",
      'is grace in tomorrow',
      "aisha's hours today",
      "who's back first",
      'when is Ana back',
    ],
    patterns: [
      'when ~be <who> back|next|due|finished|done|off|returning|~free ~free? ~duty? again?',
      'when ~be <self> back|next|due|finished|done|off|~free ~free? ~duty? again?',
      'when does|do|will|did|can <who> ~finish back|in|up|off|work|next|shift? again?',
      'when does|do|will <self> ~finish back|in|up|off|work|next|shift? again?',
      'when will|would <who> be ~free|back|finished|done|off ~duty? again?',
      'what time ~be|does|will <who> ~finish|back|in|on|off|done|finished|due work|shift?',
      'next shift|shifts of|for|from? <who>',
      '<who> next shift|shifts',
      'until|till|til when ~be <who> ~free|back|off ~duty?',
      'how long ~be <who> ~free|~away|back ~duty? until|till|for?',
      '<who> hours|shift|shifts|schedule|rota|roster',
      'hours|shift|shifts|schedule|rota|roster of|for <who>',
      'my next? hours|shift|shifts|schedule|rota|roster',
      'what are|is <who> hours|shift|shifts|schedule',
      'when|who ~be back|free|in first|next|soonest',
      'who ~be next|first back|in|free|on?',
      '~be <who> in|back|off|working +time',
      '<who> in|back|working +time',
      'will <who> be in|back|off|working|here|around|there|on +time',
      'does|do <who> work +time',
      '~be <who> back yet|soon|again?',
    ],
  },
  {
    intent: 'automap.run',
    offered: true,
    phrasings: [
      'run auto-map',
      'automap',
      'match technicians',
      'remap',
      'sync techs',
      'preview auto map',
      'map everyone',
      'run the mapping again',
      'auto-map Service Desk, Escalations',
      'auto-map',
    ],
    patterns: [
      'run|start|do|preview|redo|rerun|launch|try|open? auto map|mapping|match|matching again?',
      'run|start|do|preview|redo|rerun|launch|try|open? automap|automapping|automatch|automaps again?',
      'run|start|do|preview|redo|rerun|launch|try|open? auto map|mapping|match for|in|of|on|from? <teams>',
      'run|start|do|preview|redo|rerun|launch|try|open? automap|automapping|automatch for|in|of|on|from? <teams>',
      'run|start|redo|rerun|preview|repeat map|mapping|matching|match|sync again?',
      'match|sync|remap|rematch|resync|map ~everyone again?',
      'match|sync|remap|rematch|resync|map ~everyone of|for|in|from <teams>',
      'remap|rematch|resync again?',
    ],
  },
  {
    intent: 'mapping.open',
    offered: true,
    phrasings: [
      'show unmapped',
      "who isn't mapped",
      'unmatched techs',
      'mapping status',
      'is hugo mapped',
      'who has no microsoft account',
      'manual mappings',
      'mapping problems',
    ],
    patterns: [
      '~who|~techs ~be? not? mapped|unmapped|matched|unmatched|linked|unlinked yet?',
      'unmatched|unmapped|unlinked ~techs?',
      'mapping|mappings status|state|problems|issues|table|review|errors|list|screen|page|overview?',
      'show|open|list|see|view|get me? unmapped|unmatched|mappings|mapping|manual|mapped mapping|mappings|~techs?',
      '~be <who> not? mapped|unmapped|matched|unmatched|linked to?',
      '~be <self> mapped|unmapped|matched|linked',
      'who has|have|with|without no? microsoft|ms|teams|entra|m365|office|365 account|user|accounts',
      'manual|auto mapping|mappings',
      'map|link <who>',
      'who ~be <who> mapped|linked to?',
      'problems|issues with mapping|mappings',
    ],
  },
  {
    intent: 'setup.health',
    offered: true,
    phrasings: [
      'setup status',
      'is teams connected',
      'check connection',
      'why is presence off',
      'health',
      'doctor',
      'permissions ok?',
      'when was consent given',
    ],
    patterns: [
      '~be teams|presence|psa|graph|it|everything|shifts|rota|microsoft|bot connected|working|ok|okay|up|linked|healthy|fine|down|broken',
      '~be you ok|okay|up|there|alive|online|working|connected|down|broken|well',
      'setup|set|configuration|config up? status|state|health|check?',
      'check|test|show|verify|open connection|connections|setup|permissions|permission|consent|health|configuration status?',
      'check|test|verify set up',
      'why ~be presence|shifts|teams|rota|graph|psa off|missing|empty|not|unavailable|gone|down|broken|blank working|there|shown|on?',
      'health|healthcheck check|status?',
      'doctor|diagnostics|diagnose|diagnosis',
      'permissions|permission|consent ok|okay|status|fine|check|missing?',
      '~be permissions|consent|permission ok|okay|fine|missing|given|granted|there',
      'why cant|cannot|not i|you|we see|read presence|shifts|anyone|people|who?',
      'when was|is consent given|granted|done|signed|approved',
      'who gave|granted|approved|signed consent',
      'connection|connections status|ok|okay|health?',
      'status of? setup|connection|connections|bot|rollcall|presence|teams|psa',
    ],
  },
  {
    intent: 'help',
    offered: true,
    phrasings: ['help', '?', 'what can you do', 'commands'],
    patterns: [
      'help me? out?',
      'what can|could|do you do|help|answer|know with?',
      'what can|could|do i ask|say|type|do you?',
      'commands|command list?',
      'show|list|see me? commands|help|examples|options',
      'how do|does|to i|this|you|it|that? work|use|used|this|you|it?',
      'menu|options|examples|usage|manual|info|about|start',
      'what|who are you',
    ],
  },
  {
    intent: 'social.greeting',
    offered: true,
    phrasings: ['hi', 'hello', 'hey'],
    patterns: [
      'hi|hello|hey|hiya|yo|howdy|hallo|greetings|sup there|all|team|bot|you?',
      '=good morning|afternoon|evening|day|night',
      '=morning|afternoon|evening all|everyone|team|folks|guys?',
      'how are you doing|today?',
    ],
  },
  {
    intent: 'social.thanks',
    offered: true,
    phrasings: ['thanks', 'thx', 'cheers'],
    patterns: [
      'thanks|thx|cheers|ta|thankyou|tnx lot|much|mate|again|bot?',
      'thank you very|so? much?',
      'great|perfect|awesome|brilliant|cool|nice|lovely|super|ok|okay|good one|job|bot|stuff|thanks?',
      'got it',
      'well done',
      'many thanks',
    ],
  },
  {
    intent: 'social.cancel',
    offered: true,
    phrasings: ['cancel', 'stop'],
    patterns: [
      'cancel|stop|abort|quit|exit|nevermind|nvm it|that|this?',
      'never mind',
      'forget it|that|this?',
      'no thanks?',
    ],
  },
  {
    intent: 'social.sign-out',
    offered: false,
    instead: ['help'],
    phrasings: ['sign out'],
    patterns: ['sign|log me? out|off', 'signout|logout|logoff'],
  },
  {
    intent: 'follow-up',
    offered: true,
    phrasings: ['and at 4?', 'only escalations', 'what about ben', 'next', 'refresh'],
    patterns: [
      'and|then +time',
      'and? what|how about? +time',
      'same but? +time',
      'and? what|how about <who>',
      'and? what|how about in|from|on? <team>',
      'and <who>',
      'and in|from|on <team>',
      'only|just in|from|on|show? <team>',
    ],
    actions: [
      { action: 'next', patterns: ['next|more page|ones?', 'show|see more|next page?', 'next page'] },
      { action: 'previous', patterns: ['previous|prev page?', 'page back', 'go? back'] },
      {
        action: 'refresh',
        patterns: ['refresh|reload|update|again|rerun it|that|list|board?', 'check again'],
      },
    ],
  },
  {
    intent: 'coverage',
    offered: true,
    phrasings: [
      'are we covered tonight',
      'any gaps this week',
      'who covers the weekend',
      'coverage tomorrow',
      'is anyone on at 2am',
      'holes in the rota',
      'min cover friday',
      'next gap',
    ],
    patterns: [
      '~be we|you|they|it <team> covered',
      '~be we|you|they|it covered',
      '~be <team> covered',
      'gaps|gap|holes|hole in|on? rota|roster|shifts|cover|coverage|schedule?',
      '~be there gaps|gap|holes|hole in|on? rota|roster|shifts|cover|coverage|schedule?',
      'who ~be? covers|covering|cover <team>',
      'who ~be? covers|covering|cover',
      'coverage|cover for|of|in? ~everyone?',
      'coverage in|for|of <team>',
      'min|minimum|low cover|coverage|staffing|staff',
      'next gap|gaps|hole',
      '~be ~any on +time',
      'do we have|need enough? cover|coverage|people|staff',
      '~be there? enough people|staff|techs|cover',
    ],
  },
  {
    intent: 'technician.why',
    offered: true,
    phrasings: [
      'why is Ana not considered',
      "why isn't ben considered",
      'why do shifts not matter',
      'why are shifts ignored for Ana',
      'why am I not considered',
    ],
    patterns: [],
    actions: [
      {
        action: 'considered',
        patterns: [
          'why ~be|was <who> not considered|counted|eligible|listed|used|included|available',
          'why ~be|was not <who> considered|counted|eligible|listed|used|included|available',
          'why ~be <self> not considered|counted|eligible|listed|used|included|available',
          'why ~be not <self> considered|counted|eligible|listed|used|included|available',
          'why ~be <who> ignored|unavailable|absent|away|off',
          'why does|do|did <who> not count|matter|show',
        ],
      },
      {
        action: 'shifts',
        patterns: [
          'why do|does|did shifts|shift|rota|roster|schedule not matter|count|work|help|apply',
          'why do|does|did not shifts|shift|rota|roster|schedule matter|count|work|help|apply',
          'why ~be shifts|shift|rota|roster|schedule ignored',
          'why ~be shifts|shift|rota|roster|schedule not used|considered|counted',
          'why ~be not shifts|shift|rota|roster|schedule used|considered|counted',
          'why do|does|did shifts|shift|rota|roster|schedule not matter|count|work|help|apply for|with <who>',
          'why ~be shifts|shift|rota|roster|schedule ignored for|with <who>',
          'why ~be shifts|shift|rota|roster|schedule not used|considered|counted for|with <who>',
        ],
      },
    ],
  },
  {
    intent: 'ticket.suggest',
    offered: true,
    phrasings: [
      'dispatch 48213',
      'who should take 48213',
      'suggest someone for #48213',
      'find a tech for 48213',
      'triage 48213',
      'give 48213 to someone',
      'best person for T20261121.0042',
      'route 48213',
      'suggest someone',
    ],
    patterns: [
      'suggest|recommend ticket? <ticket>',
      'who should|could|can|would|will|takes|gets take|handle|get|do|have? ticket? <ticket>',
      'who should|would take|get|have it|this|that',
      'suggest|recommend|find|get|need me? ~any|~techs|who? for ticket? <ticket>',
      'suggest|recommend|find me? ~any|~techs for? it|this|that?',
      'best|right person|tech|technician|one|engineer|match? for ticket? <ticket>',
      'who ~be? best|right|free? for ticket? <ticket>',
      'ticket? <ticket>',
    ],
    actions: [
      {
        action: 'dispatch',
        patterns: [
          'auto? dispatch|triage|route|escalate|assign ticket? <ticket>',
          '~give ticket? <ticket> to ~any|~techs|whoever',
          '~give it|this|that to ~any|~techs|whoever',
          'dispatch|triage|route it|this|that?',
        ],
      },
    ],
  },
  {
    intent: 'ticket.assign',
    offered: true,
    phrasings: [
      'assign 48213 to aisha',
      'give 48213 to ben',
      '48213 → chloe',
      'put ben on 48213',
      'reassign 48213 to grace',
      'move 48213 from ben to aisha',
      'aisha takes 48213',
      'assign it to her',
      'assign her',
    ],
    patterns: [
      '~give ticket? <ticket> to|→ <who>',
      '~give it|this|that|ticket to|→ <who>',
      '~give ticket? <ticket> from <who> to|→ <who>',
      '~give <who> ticket? <ticket>',
      '~give <who> to ticket? <ticket>',
      'assign|reassign <who>',
      'ticket? <ticket> to|→ <who>',
      'put|stick <who> on ticket? <ticket>',
      'put|stick <who> on it|this|that',
      '<who> takes|take|gets|has|can take? ticket? <ticket>',
      'let <who> take|have|do ticket? <ticket>',
    ],
  },
  {
    intent: 'ticket.held',
    offered: true,
    phrasings: ['held tickets', 'what is waiting', 'which tickets are waiting', 'show waiting tickets'],
    patterns: [
      'show|list|see|view me? held|waiting|stuck tickets|ticket',
      'held|waiting|stuck tickets|ticket?',
      'what|which|any tickets|ticket? ~be? waiting|held|stuck',
      '~be there? any? tickets|ticket waiting|held|stuck',
      'what|which tickets|ticket? need|needs a? person|human|somebody|someone',
    ],
  },
  {
    intent: 'decision.why',
    offered: true,
    phrasings: [
      'why aisha',
      'why 48213',
      'why did ben get 48213',
      'explain 48213',
      'why not ben',
      'why was grace skipped',
      'what did you check',
      'why no teams',
    ],
    patterns: [
      'why not? ticket? <ticket>',
      'why not? <who>',
      'why not? <who> for|on ticket? <ticket>',
      'why did|does|was|is|has not? <who> not? get|got|gets|have|take|given|assigned|chosen|picked ticket? <ticket>',
      'why did|does|was|is|has not? <who> not? get|got|have|take|skipped|picked|chosen|passed|excluded|left|dropped|it|this? over|out|it|this|that?',
      'why ~be ticket? <ticket> not? assigned|dispatched|unassigned|open|waiting',
      'explain ticket? <ticket>',
      'explain it|this|that|decision|yourself?',
      'what did you check|consider|look|see|compare at?',
      'why no one|nobody|technician',
      'why nobody|noone',
      'why',
      'how did you decide|choose|pick',
    ],
    actions: [
      {
        action: 'sources',
        patterns: [
          'why no teams|shifts|presence',
          'why no teams|shifts|presence for|on ticket? <ticket>',
          'why ~be|was teams|presence not used|asked|read|considered',
        ],
      },
    ],
  },
  {
    intent: 'self.override',
    offered: true,
    phrasings: [
      'lunch 45 min',
      "I'm heads-down until 4",
      'back at 3',
      'lunch',
      'on site till 5',
      "I'm off sick",
      'treat me as free',
      'taking a break 20 min',
      'end my note',
      'on the clock until 17:00',
      'off today',
    ],
    patterns: [],
    actions: [
      {
        action: 'lunch',
        patterns: ['i? am? on|at|having|taking|going|gone|off to|for|at? lunch break|time?'],
      },
      {
        action: 'back',
        patterns: [
          'i? am|will? be? back +time',
          'ill be? back +time',
          'brb|bbl|afk +time',
          'i? am? away|gone|afk +time',
        ],
      },
      {
        action: 'end',
        patterns: [
          'end|clear|remove|cancel|delete|stop|reset my note|status|override|break|lunch',
          'i am back',
          'back from|to lunch|break|work',
          'back again?',
        ],
      },
      {
        action: 'working',
        patterns: [
          'treat|set|mark|show|make|put me as|to? free|available|working|on|in',
          'i am free|available|working|here|in|on|online',
          'i? am? on clock|duty',
          'i? am? working +time',
          'i am? available|free +time',
        ],
      },
      {
        action: 'off',
        patterns: [
          'i? am? off|out|ill|sick|poorly sick|ill|home|office?',
          'treat|set|mark|show|make|put me as|to? off|out|sick|ill|absent',
          'i am off|out|leaving|finished|done|unavailable|absent',
          'i? am? on|taking holiday|leave|vacation|pto',
          'i? am? off|out +time',
          'i? am? taking|have|having? day off',
          'i? am? taking|have|having? off +time',
          'out of office',
          'ooo',
          'i? am? gone|going home',
          'off clock|duty',
        ],
      },
      {
        action: 'break',
        patterns: [
          'i? am? heads|head down',
          'i? am|will? be? on|at|in? site|onsite|training|course',
          'treat|set|mark|show|make|put me as|to? busy|away|break|dnd on?',
          'i? am? taking|take|having|on|going|need break|breather|breath',
          'break',
          'brb|afk|bbl|dnd',
          'i am busy|away|driving|training',
          'i? am? busy|driving +time',
          'i? am? in|on|at|with meeting|call|training|client|customer',
          'do not disturb',
        ],
      },
    ],
  },
];
