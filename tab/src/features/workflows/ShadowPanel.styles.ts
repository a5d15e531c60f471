import { makeStyles, tokens } from '@fluentui/react-components';

export const useShadowStyles = makeStyles({
  share: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
  },
  percent: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  /** A figure stands beside its words, however wide the panel is. */
  figures: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(75%) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  figure: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  ticket: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
  },
  about: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    margin: `${tokens.spacingVerticalXXS} 0 0`,
  },
  who: { color: tokens.colorNeutralForeground3 },
  whom: { margin: 0 },
});
