import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { Problem } from '../api/problem.ts';
import { useSession } from '../api/session.ts';
import { useFormats, useTexts } from '../texts/language.ts';
import { problemTexts } from '../texts/problems.ts';
import { shellTexts } from '../texts/shell.ts';
import { AskSomeone } from './AskSomeone.tsx';
import type { ProblemBarProps } from './ProblemBar.tsx';

/** What `ProblemBar` shows. With its words it is loaded beside the page, not with it. */
export function ProblemMessage(props: ProblemBarProps) {
  const words = useTexts(problemTexts)[props.problem.code] ?? useTexts(problemTexts).unexpected;
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const { me, host } = useSession();
  const { problem, shownSince } = props;
  const lines = [words.text, ...faultsOf(problem), ...namesOf(problem)];
  const needed = problem.details['needed'];
  const names = needed === 'admin' ? me.ask.admin : me.ask.lead;
  return (
    <MessageBar
      intent={problem.code === 'not_allowed' ? 'info' : 'error'}
      layout="multiline"
      politeness="polite"
    >
      <MessageBarBody>
        <MessageBarTitle>{words.title}</MessageBarTitle>
        {lines.join(' ')}
        {shownSince ? ` ${t.staleSince(formats.moment(shownSince))}` : ''}
        {problem.reference ? ` ${t.reference(problem.reference.slice(-8))}` : ''}
        {problem.code === 'not_allowed' ? <AskSomeone names={names} message={props.request} /> : null}
      </MessageBarBody>
      <MessageBarActions>
        {props.action}
        {problem.code === 'sign_in_consent_needed' ? (
          <Button
            size="small"
            appearance="primary"
            title={t.opensSignIn}
            onClick={() => void host.signInInteractively().then(props.retry, props.retry)}
          >
            {t.signIn}
          </Button>
        ) : null}
        {props.retry && problem.code !== 'not_allowed' ? (
          <Button size="small" onClick={props.retry}>
            {t.tryAgain}
          </Button>
        ) : null}
      </MessageBarActions>
    </MessageBar>
  );
}

/** Faults of fields as the server words them, for forms that do not show them at the field. */
function faultsOf({ details }: Problem): readonly string[] {
  const faults = details['faults'];
  if (!Array.isArray(faults)) return [];
  return faults.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null) return [];
    const parts = ['field', 'problem', 'remedy'].map((name) => (fault as Record<string, unknown>)[name]);
    const [field, problem, remedy] = parts.map((part) => (typeof part === 'string' ? part : ''));
    return [`${field}: ${problem}. ${remedy}`.trim()];
  });
}

function namesOf({ code, details }: Problem): readonly string[] {
  const { technicianName, missing } = details;
  if (code === 'user_already_mapped' && typeof technicianName === 'string') return [technicianName];
  if (code === 'permission_missing' && Array.isArray(missing)) return [missing.map(String).join(', ')];
  return [];
}
