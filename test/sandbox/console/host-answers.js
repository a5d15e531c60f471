import { isScreen, readLink } from './host-links.js';

/** What this page really does for a tab; `isSupported()` of teams-js reads it. */
const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  isLegacyTeams: false,
  supports: { app: {}, pages: { backStack: {}, currentApp: {} } },
};
const HOST_SDK_VERSION = '2.0.1';
/** `ErrorCode` of teams-js. */
const NOT_SUPPORTED = 100;
const INVALID_ARGUMENTS = 4000;
const DONE = [true];
const SILENT = null;

/** For each function of the protocol, what the host answers: the args, or `null` for nothing. `host` is the page. */
export function createAnswers(host) {
  function openPage(screen, sub) {
    if (!isScreen(screen)) return `there is no tab "${screen}" in this app`;
    host.open({ screen, sub });
    return null;
  }

  function withStatus(fault) {
    return fault === null ? DONE : [false, fault];
  }

  function withError(fault) {
    return fault === null ? [null, true] : [{ errorCode: INVALID_ARGUMENTS, message: fault }];
  }

  function follow(link) {
    const target = readLink(link, host.appId);
    if (target.kind === 'page') return openPage(target.screen, target.sub);
    if (target.kind === 'refused') return target.reason;
    if (target.kind === 'outside') return host.openWindow(target.href);
    host.tell(`Teams would open a chat with ${target.users}.`);
    return null;
  }

  function goTo({ appId, pageId, subPageId = '' }) {
    return appId === host.appId ? openPage(pageId, subPageId) : 'this app is not installed here';
  }

  return {
    initialize: (_args, { speaker }) => {
      if (speaker === 'tab') host.begin();
      return [frameContextOf(speaker), 'web', JSON.stringify(RUNTIME), HOST_SDK_VERSION];
    },
    getContext: (_args, { speaker }) => [contextOf(host, frameContextOf(speaker))],
    'settings.getSettings': () => [
      { entityId: host.state.screen, contentUrl: host.contentUrl(), websiteUrl: null, suggestedDisplayName: '' },
    ],
    registerHandler: ([name]) => {
      host.register(name);
      return SILENT;
    },
    'appInitialization.appLoaded': (args) => host.notified('appLoaded', args),
    'appInitialization.success': (args) => host.notified('success', args),
    'appInitialization.failure': (args) => host.notified('failure', args),
    'appInitialization.expectedFailure': (args) => host.notified('expectedFailure', args),
    'authentication.getAuthToken': ([, claims]) => host.signIn(claims),
    'authentication.getUser': () => [false, { errorCode: NOT_SUPPORTED, message: 'not supported here' }],
    'authentication.authenticate': ([url, width, height]) => host.popUps.open(url, { width, height }),
    'authentication.authenticate.success': ([result], { source }) => host.popUps.end(source, [true, result]),
    'authentication.authenticate.failure': ([reason], { source }) => host.popUps.end(source, [false, reason]),
    executeDeepLink: ([link]) => withStatus(follow(link)),
    'pages.navigateToApp': ([target]) => withStatus(goTo(target)),
    'pages.currentApp.navigateTo': ([{ pageId, subPageId = '' }]) => withError(openPage(pageId, subPageId)),
    'pages.currentApp.navigateToDefaultPage': () => withError(openPage('board', '')),
    navigateCrossDomain: () => [false, 'not supported here'],
    navigateBack: () => (host.goBack() ? DONE : [false, 'there is no page before this one']),
    shareDeepLink: ([sub, label]) => {
      host.share({ sub: sub ?? '', label: label ?? '' });
      return SILENT;
    },
    returnFocus: ([forward]) => {
      host.takeFocus(forward === true);
      return SILENT;
    },
  };
}

function frameContextOf(speaker) {
  return speaker === 'tab' ? 'content' : 'authentication';
}

/** The flat form that Teams sends; teams-js sorts it into `app`, `page` and `user`. Teams writes the locale in small letters. */
function contextOf({ state, person, appId, sessionId }, frameContext) {
  return {
    frameContext,
    entityId: state.screen,
    subEntityId: state.sub,
    theme: state.theme,
    locale: state.locale.toLowerCase(),
    hostName: 'Teams',
    hostClientType: 'web',
    ringId: 'general',
    appId,
    sessionId,
    appSessionId: sessionId,
    userObjectId: person.oid,
    tid: person.tenantId,
    loginHint: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    userDisplayName: person.name,
    isFullScreen: false,
    isMultiWindow: false,
  };
}
