import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useInSight } from '../../components/use-in-sight.ts';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';
import { roleThatStands, type RoleFailure } from './use-role-changes.ts';

/** Why a role was not changed, with the name of whose it was. */
export function RoleFailureBar(failure: RoleFailure) {
  const place = useInSight<HTMLDivElement>();
  return (
    <div ref={place}>
      <Words {...failure} />
    </div>
  );
}

function Words({ problem, name }: RoleFailure) {
  const t = useTexts(accessTexts);
  if (problem.code !== 'conflict') return <ProblemBar problem={problem} request={t.ask} />;
  if (problem.details['rule'] === 'last-admin') {
    return <Bar title={t.lastAdminTitle} text={t.lastAdmin(name)} />;
  }
  const role = roleThatStands(problem);
  return (
    <Bar
      title={t.conflictTitle}
      text={role === null ? t.conflictGone(name) : t.conflict(name, t.role[role])}
    />
  );
}

function Bar({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {text}
      </MessageBarBody>
    </MessageBar>
  );
}
