import { automap } from './automap.ts';
import { commands } from './commands.ts';
import { coverage } from './coverage.ts';
import { dispatch } from './dispatch.ts';
import { echo } from './echo.ts';
import { errors } from './errors.ts';
import { finder } from './finder.ts';
import { override } from './override.ts';
import { people } from './people.ts';
import { setup } from './setup.ts';
import { shared } from './shared.ts';
import { talk } from './talk.ts';
import { why } from './why.ts';
import { english as wording } from './wording.ts';

/** The chat in English. */
export const english = {
  ...wording,
  automap,
  commands,
  coverage,
  dispatch,
  echo,
  errors,
  finder,
  override,
  people,
  setup,
  shared,
  talk,
  why,
};
