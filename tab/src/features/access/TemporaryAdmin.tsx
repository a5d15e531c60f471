import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';

/** Says to a Global Administrator that they are admin here only until somebody is, with the way to stay. */
export function TemporaryAdmin({ onKeep }: { readonly onKeep: () => void }) {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  return (
    <div className={styles.bar}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t.temporaryTitle}</MessageBarTitle>
          {t.temporary}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={onKeep}>
            {t.makeMe}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
