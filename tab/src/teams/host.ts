/** The four themes that teams-js 2.58 names; an unknown one counts as `default`. */
export type ThemeName = 'default' | 'dark' | 'contrast' | 'glass';

export interface HostContext {
  readonly theme: ThemeName;
  /** Language and region of the person's Teams, such as `de-DE`. */
  readonly locale: string;
  /** The part of the tab that a link pointed to; `''` when none. A hash route, such as `setup/run/…`. */
  readonly subPageId: string;
  /** Sign-in name, for a hint to Microsoft's page. */
  readonly loginHint: string;
  readonly tenantId: string;
}

export type SignInFailure =
  /** Microsoft wants the person's own consent or another factor first: a pop-up can ask. */
  | 'consent-needed'
  /** The person closed the question. */
  | 'cancelled'
  /** The host gave no token and said why only in its own words. */
  | 'refused'
  /** The host did not answer. */
  | 'no-answer';

export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly reason: SignInFailure;

  constructor(reason: SignInFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Microsoft Teams around the tab, as the rest of the tab sees it. */
export interface Host {
  readonly context: HostContext;
  onTheme(listener: (theme: ThemeName) => void): void;
  /** The single-sign-on token; Teams keeps it fresh, we keep none. `claims`: a challenge of the server, passed on to Microsoft. Throws `SignInError`. */
  getToken(claims?: string): Promise<string>;
  /** Asks the person in a pop-up of Microsoft's. Throws `SignInError`. */
  signInInteractively(): Promise<void>;
  /** The shell has painted. */
  notifyLoaded(): void;
  /** The tab can be used. */
  notifyReady(): void;
  notifyFailed(message: string): void;
  /** Teams' own back button; the handler answers whether it went back. */
  onBack(handler: () => boolean): void;
  /** Hands the focus back to Teams; `forward`: to what follows the tab. Answers whether Teams takes it. */
  returnFocus(forward: boolean): boolean;
  /** Copies a link to a part of the tab, by Teams' own dialog; `false` when Teams has none. */
  shareLink(link: { readonly subPageId: string; readonly label: string }): boolean;
  /** Goes to another static tab of ours; `false` when Teams cannot. */
  openScreen(screen: string, subPageId: string): Promise<boolean>;
  /** Opens a chat with a person in Teams. */
  openChat(userPrincipalName: string): Promise<void>;
}
