import {
  FluentProvider,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  type Theme,
} from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { OutsideTeams } from './shell/OutsideTeams.tsx';
import { keepPlace } from './shell/remembered-place.ts';
import { screenOf } from './shell/route.ts';
import { Starting } from './shell/Starting.tsx';
import { connectHost } from './teams/connect-host.ts';
import type { Host, ThemeName } from './teams/host.ts';
import { LocaleContext, localeOf } from './texts/language.ts';

const THEMES: Readonly<Record<ThemeName, Theme>> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
  glass: teamsLightTheme,
};

const loadSignedIn = async () => ({ default: (await import('./shell/SignedIn.tsx')).SignedIn });
/** Loaded while Teams answers; whoever opens the page outside Teams needs none of it. */
const ahead = window.parent === window ? null : loadSignedIn();
const SignedIn = lazy(() => ahead ?? loadSignedIn());

/** From nothing to a page: connect to Teams, sign in, draw. */
export function App() {
  const [host, setHost] = useState<Host | 'none' | null>(null);
  const [theme, setTheme] = useState<ThemeName>('default');
  useEffect(() => {
    void connectHost().then((found) => {
      if (found !== null) {
        found.notifyLoaded();
        setTheme(found.context.theme);
        found.onTheme(setTheme);
        keepPlace(screenOf(window.location), found.context.subPageId);
      }
      setHost(found ?? 'none');
    });
  }, []);

  const connected = host === null || host === 'none' ? null : host;
  const locale = useMemo(() => localeOf(connected?.context.locale ?? navigator.language), [connected]);
  useEffect(() => {
    document.documentElement.lang = locale.language;
  }, [locale]);
  return (
    <FluentProvider theme={THEMES[theme]}>
      <LocaleContext value={locale}>
        {host === null ? <Starting /> : null}
        {host === 'none' ? <OutsideTeams /> : null}
        {connected ? (
          <Suspense fallback={<Starting />}>
            <SignedIn host={connected} />
          </Suspense>
        ) : null}
      </LocaleContext>
    </FluentProvider>
  );
}
