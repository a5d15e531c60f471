/** What is said around the answers: hello, thanks, closed doors. */
export const talk = {
  welcomeBack: "You're welcome.",
  askAnyTime: "Ask me who's available any time.",
  nothingToStop: 'Nothing to stop.',
  nothingRuns:
    'What waits for an answer has a button of its own to leave it: a preview Cancel, a waiting ticket Stop.',
  linkIsYours: 'The consent link is yours alone',
  askInPrivate: 'Ask me for it in our private chat.',
  notServed: "Rollcall isn't set up for your organisation",
  notServedWhat: 'Whoever added it here can ask the people who run it to serve this tenant.',
  outsider: 'Rollcall answers people of this organisation only',
  outsiderWhat: "Ask a colleague of the service desk instead: they can tell you who's available.",
  thisChat: 'this chat',
  notOffered: {
    'social.sign-out': 'Signing out',
  },
};

export type TalkTexts = typeof talk;
