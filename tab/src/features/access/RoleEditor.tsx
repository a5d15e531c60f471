import { Button, Select } from '@fluentui/react-components';
import type { Role } from '#kernel/vocabulary.ts';
import { useState } from 'react';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';
import { GIVEN_ROLES } from './access-rows.ts';

/** One person's role. It is saved by a button: with the arrow keys a list passes roles that nobody means to give. */
export function RoleEditor(props: {
  readonly name: string;
  readonly role: Role;
  readonly isRunning: boolean;
  readonly onSave: (role: Role) => void;
}) {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const [chosen, setChosen] = useState(props.role);
  const offered: readonly Role[] = props.role === 'member' ? ['member', ...GIVEN_ROLES] : GIVEN_ROLES;
  return (
    <span className={styles.row}>
      <Select
        aria-label={t.roleOf(props.name)}
        value={chosen}
        onChange={(_event, { value }) => setChosen(offered.find((role) => role === value) ?? props.role)}
      >
        {offered.map((role) => (
          <option key={role} value={role}>
            {t.role[role]}
          </option>
        ))}
      </Select>
      {chosen === props.role ? null : (
        <Button
          appearance="primary"
          aria-label={t.saveOf(props.name)}
          disabledFocusable={props.isRunning}
          onClick={() => props.onSave(chosen)}
        >
          {t.save}
        </Button>
      )}
    </span>
  );
}
