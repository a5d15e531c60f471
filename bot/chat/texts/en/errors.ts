import { always, type ErrorFacts, type ErrorTexts } from '../error-texts.ts';

const afterWait =
  (text: string) =>
  (facts: ErrorFacts): string =>
    facts.until ? `Try again at ${facts.until}.` : text;

const UNCHANGED = 'Nothing was changed.';
const MAPPINGS_KEPT = 'Technicians, mappings and settings are kept.';
const REST_WORKS = 'Everything else still works.';
const TELL_OPERATOR = 'If it stays, pass the reference on to the people who run Rollcall.';

/** Every failure in plain English. */
export const errors: ErrorTexts = {
  // who asks
  not_signed_in: {
    happened: always("I can't tell who you are."),
    because: 'nobody is signed in',
    stillWorks: UNCHANGED,
    toDo: always('Sign in to Teams again, then repeat the question.'),
  },
  not_allowed: {
    happened: ({ role }) =>
      role ? `You can look, but this needs the role "${role}".` : "You can look, but you can't do this.",
    because: 'your role does not allow it',
    stillWorks: "You can still ask who's available.",
    toDo: always('Ask an admin of Rollcall to do it, or to give you the role.'),
  },
  step_up_needed: {
    happened: always('Microsoft must check again that it is you.'),
    because: 'a stronger sign-in is needed',
    stillWorks: UNCHANGED,
    toDo: always('Do this in the tab: it asks Microsoft for the stronger sign-in.'),
  },
  desk_unknown: {
    happened: always("Your organisation isn't connected to this Rollcall."),
    because: 'this organisation is not connected',
    stillWorks: 'Nothing of your organisation was read.',
    toDo: always('Ask the people who run Rollcall to add your tenant.'),
  },
  rate_limited: {
    happened: always('That was a lot at once, so I stopped for a moment.'),
    because: 'there were too many questions at once',
    stillWorks: 'Nothing is lost.',
    toDo: afterWait('Try again in a minute.'),
  },

  // what was asked
  invalid_input: {
    happened: ({ list }) => (list ? `I can't use that: ${list}.` : "I can't use that as it stands."),
    because: 'the input cannot be used',
    stillWorks: UNCHANGED,
    toDo: always('Put it another way, or see what I understand.'),
  },
  not_found: {
    happened: always('That no longer exists.'),
    because: 'it no longer exists',
    stillWorks: REST_WORKS,
    toDo: always('Ask again for the newest state.'),
  },
  conflict: {
    happened: always('Someone else changed this a moment ago.'),
    because: 'someone else changed it',
    stillWorks: 'Their change stands; yours was not written.',
    toDo: always('Look at the newest state, then decide again.'),
  },
  technician_not_found: {
    happened: ({ name }) =>
      name ? `I know no technician called "${name}".` : 'I know no technician by that name.',
    because: 'the technician is not known',
    stillWorks: 'Everyone else can be asked about.',
    toDo: ({ list }) => (list ? `Closest: ${list}.` : "Check the spelling, or ask who's available."),
  },
  technician_ambiguous: {
    happened: ({ name }) =>
      name ? `More than one technician fits "${name}".` : 'More than one technician fits that name.',
    because: 'several technicians fit',
    stillWorks: UNCHANGED,
    toDo: ({ list }) => (list ? `Type the full name: ${list}.` : 'Type the full name.'),
  },
  team_not_found: {
    happened: ({ name }) => (name ? `I know no team called "${name}".` : 'I know no team by that name.'),
    because: 'the team is not known',
    stillWorks: 'Questions about all teams still work.',
    toDo: ({ list }) => (list ? `Closest: ${list}.` : 'Use the name that the team has in Teams.'),
  },
  user_not_found: {
    happened: ({ name }) =>
      name ? `Microsoft 365 has no user "${name}".` : 'Microsoft 365 has no such user.',
    because: 'there is no such Microsoft user',
    stillWorks: 'No mapping was changed.',
    toDo: always('Check the sign-in name, or search for the person on the technicians page of the tab.'),
  },
  user_already_mapped: {
    happened: ({ name }) =>
      name
        ? `That Microsoft user is already mapped to ${name}.`
        : 'That Microsoft user is already mapped to someone else.',
    because: 'the user is mapped to someone else',
    stillWorks: 'No mapping was changed.',
    toDo: always('Remove the other mapping first, or confirm that both share the account.'),
  },
  run_in_progress: {
    happened: always('Auto-map is running already.'),
    because: 'auto-map is running',
    stillWorks: 'The run under way goes on; nothing was started twice.',
    toDo: always('Wait for its result, then try again.'),
  },
  run_not_found: {
    happened: always("I can't find that auto-map run."),
    because: 'the run is not known',
    stillWorks: 'Mappings are as they were.',
    toDo: always('Start a new preview.'),
  },
  run_expired: {
    happened: always(
      'That preview is closed: it was applied or cancelled before, or is older than 30 minutes.',
    ),
    because: 'the preview is closed',
    stillWorks: 'This press changed nothing.',
    toDo: always('Start a new preview.'),
  },
  run_not_undoable: {
    happened: always("That run can't be undone any more."),
    because: 'only the last applied run can be undone',
    stillWorks: 'Mappings are as they were.',
    toDo: always(
      'Only the last applied run can be undone, and only once. Single mappings can be changed by hand.',
    ),
  },
  ticket_not_found: {
    happened: always("I can't find that ticket in your PSA."),
    because: 'the PSA shows no such ticket',
    stillWorks: 'Nothing was changed.',
    toDo: always('Check the number. A ticket that the PSA connection may not see looks the same.'),
  },
  workflow_not_found: {
    happened: always("I can't find that workflow any more."),
    because: 'the workflow was removed',
    stillWorks: 'Nothing was changed.',
    toDo: always('Dispatch the ticket again: the workflow that takes it now is used.'),
  },
  decision_not_found: {
    happened: always('I have not decided about that ticket yet.'),
    because: 'there is no decision about it',
    stillWorks: 'Nothing was changed.',
    toDo: always('Ask "dispatch" with its number first; then I can say why.'),
  },
  assignment_not_found: {
    happened: always("I can't find that assignment any more."),
    because: 'the assignment is not known',
    stillWorks: 'The ticket is as it was.',
    toDo: always('Dispatch the ticket again.'),
  },
  assignment_not_undoable: {
    happened: always("That assignment can't be taken back any more."),
    because: 'five minutes have passed, or the ticket has changed since',
    stillWorks: 'The ticket is as it was.',
    toDo: always('Assign it to somebody else instead.'),
  },
  hold_not_found: {
    happened: always('That ticket is not waiting any more.'),
    because: 'the ticket is not held',
    stillWorks: 'Nothing was changed.',
    toDo: always('Dispatch it again if it still needs somebody.'),
  },

  // the desk's Microsoft tenant
  consent_missing: {
    happened: always("I'm not allowed to read Teams yet."),
    because: 'a Microsoft 365 administrator has not consented yet',
    stillWorks: 'Technicians and mappings can still be looked at.',
    toDo: always('A Microsoft 365 administrator can allow it in about two minutes. It is read-only.'),
  },
  consent_spreading: {
    happened: always('Consent was given a moment ago, and Microsoft is still spreading it.'),
    because: 'consent was given a moment ago and is still spreading',
    stillWorks: 'Nothing needs to be done twice; it takes seconds to a few minutes.',
    toDo: ({ until }) => (until ? `Check again at ${until}.` : 'Check again in a moment.'),
  },
  consent_revoked: {
    happened: always('My permission to read Teams was removed.'),
    because: 'consent was removed in Microsoft Entra',
    stillWorks: MAPPINGS_KEPT,
    toDo: always('If that was not meant, a Microsoft 365 administrator can grant it again.'),
  },
  consent_refused: {
    happened: always("Consent was declined on Microsoft's page."),
    because: 'consent was declined',
    stillWorks: 'Nothing was granted and nothing was changed.',
    toDo: always('It takes a Global or Privileged Role Administrator of your tenant to say yes.'),
  },
  consent_state_invalid: {
    happened: always('That consent link was used before, or is older than 10 minutes.'),
    because: 'the consent link is spent',
    stillWorks: 'Nothing was granted and nothing was changed.',
    toDo: always('Get a new link.'),
  },
  permission_missing: {
    happened: ({ list }) =>
      list
        ? `Microsoft lets me in, but not everywhere. Missing: ${list}.`
        : 'Microsoft lets me in, but not everywhere.',
    because: 'a permission is missing from the consent',
    stillWorks: 'What the other permissions cover still works.',
    toDo: always('A Microsoft 365 administrator consents once more; the page asks for all four permissions.'),
  },
  secret_invalid: {
    happened: always("Microsoft no longer accepts Rollcall's own sign-in."),
    because: "Rollcall's own sign-in is no longer accepted",
    stillWorks: 'Your consent is fine: nobody in your tenant has to do anything.',
    toDo: always("The people who run Rollcall must renew the app's secret or certificate."),
  },
  graph_throttled: {
    happened: ({ until }) =>
      until ? `Microsoft asked me to wait until ${until}.` : 'Microsoft asked me to wait.',
    because: 'Microsoft asked us to wait',
    stillWorks: 'Nothing is wrong with your set-up.',
    toDo: afterWait('Try again in a minute.'),
  },
  graph_slow: {
    happened: always('Microsoft is answering too slowly.'),
    because: 'Microsoft did not answer in time',
    stillWorks: 'I show no older list as if it were live.',
    toDo: afterWait('Try again in a moment.'),
  },
  graph_down: {
    happened: always("Microsoft Teams can't be reached."),
    because: "Microsoft Teams can't be reached",
    stillWorks: MAPPINGS_KEPT,
    toDo: afterWait('Try again in a few minutes.'),
  },
  graph_bad_answer: {
    happened: always("Microsoft sent an answer that I can't read."),
    because: "Microsoft sent an answer that I can't read",
    stillWorks: 'I show nothing rather than something wrong.',
    toDo: always(`Try again. ${TELL_OPERATOR}`),
  },
  graph_refused: {
    happened: always('Microsoft refused what I asked for.'),
    because: 'Microsoft refused the request',
    stillWorks: MAPPINGS_KEPT,
    toDo: always(`Check the set-up. ${TELL_OPERATOR}`),
  },
  entra_down: {
    happened: always("Microsoft's sign-in service isn't answering."),
    because: "Microsoft's sign-in service isn't answering",
    stillWorks: MAPPINGS_KEPT,
    toDo: afterWait('Try again in a few minutes.'),
  },
  team_unreadable: {
    happened: ({ name }) =>
      name ? `Microsoft doesn't let me read the team ${name}.` : "Microsoft doesn't let me read that team.",
    because: 'the team is archived, deleted or closed to me',
    stillWorks: 'Other teams still work.',
    toDo: always('See in Teams whether it is archived or deleted, or choose another team.'),
  },
  no_schedule: {
    happened: ({ name }) => (name ? `${name} has no Shifts schedule.` : 'That team has no Shifts schedule.'),
    because: 'the team has no Shifts schedule',
    stillWorks: 'Presence is still used.',
    toDo: always('A lead chooses other rota teams, or an owner of the team sets up Shifts.'),
  },
  not_in_cloud: {
    happened: always("Your Microsoft cloud doesn't offer this."),
    because: "this Microsoft cloud doesn't offer it",
    stillWorks: 'What the cloud does offer is still used.',
    toDo: always('There is nothing to do here; it comes when Microsoft offers it.'),
  },

  // the PSA
  psa_not_connected: {
    happened: always("No PSA is connected yet, so I don't know your technicians."),
    because: 'no PSA is connected yet',
    stillWorks: 'Consent and teams can be set up meanwhile.',
    toDo: always('An admin of Rollcall connects the PSA in the set-up.'),
  },
  psa_down: {
    happened: always("The PSA isn't answering."),
    because: "the PSA isn't answering",
    stillWorks: "I can still say who's available among mapped technicians.",
    toDo: afterWait('Try again in a few minutes.'),
  },
  psa_throttled: {
    happened: ({ until }) =>
      until ? `The PSA asked me to wait until ${until}.` : 'The PSA asked me to wait.',
    because: 'the PSA asked us to wait',
    stillWorks: "I can still say who's available among mapped technicians.",
    toDo: afterWait('Try again in a minute.'),
  },
  psa_refused: {
    happened: always("The PSA doesn't accept Rollcall's sign-in."),
    because: "the PSA doesn't accept Rollcall's sign-in",
    stillWorks: 'Technicians that are mapped are kept as last seen.',
    toDo: always('An admin of Rollcall renews the PSA connection in the set-up.'),
  },
  psa_permission_missing: {
    happened: ({ list }) =>
      list
        ? `The PSA lets me in, but a right is missing: ${list}.`
        : 'The PSA lets me in, but a right is missing.',
    because: 'a right is missing in the PSA',
    stillWorks: 'Technicians that are mapped are kept as last seen.',
    toDo: always('An administrator of the PSA grants it to the account that Rollcall uses.'),
  },

  roster_empty: {
    happened: always('The roster has no active technician yet.'),
    because: 'the roster is empty',
    stillWorks: 'Consent and teams can be set up meanwhile.',
    toDo: always('An admin of Rollcall adds technicians in the tab, or imports a list.'),
  },

  // ourselves
  store_down: {
    happened: always("Rollcall's own database isn't answering."),
    because: "Rollcall's own database isn't answering",
    stillWorks: 'Mappings and settings are safe there; nothing was half written.',
    toDo: always(`Try again in a minute. ${TELL_OPERATOR}`),
  },
  unexpected: {
    happened: always('Something failed on our side.'),
    because: 'something failed on our side',
    stillWorks: 'Other questions still work.',
    toDo: always(`Try again. ${TELL_OPERATOR}`),
  },
};
