import { deleteRole, putRole } from '#contract/administration-endpoints.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import { useEffect, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';

/** A change of somebody's role; `null`: none. `from` is what was seen. */
export interface RoleChange {
  readonly userId: string;
  readonly name: string;
  readonly from: Role | null;
  readonly to: Role | null;
}

export interface RoleChanges {
  /** Saves it and says so, with a way back. Answers whether it was saved. */
  change(change: RoleChange): Promise<boolean>;
  readonly isRunning: boolean;
  /** Why the last change was not saved, and whose it was. */
  readonly failure: RoleFailure | null;
}

export interface RoleFailure {
  readonly problem: Problem;
  readonly name: string;
}

export function useRoleChanges(refresh: () => void): RoleChanges {
  const t = useTexts(accessTexts);
  const notice = useNotice();
  const put = useAction(putRole);
  const remove = useAction(deleteRole);
  const [name, setName] = useState('');
  const problem = put.problem ?? remove.problem;
  useEffect(() => {
    if (problem?.code === 'conflict') refresh();
  }, [problem, refresh]);

  async function write({ userId, name, from, to }: RoleChange): Promise<boolean> {
    setName(name);
    put.forgetProblem();
    remove.forgetProblem();
    const params = { userId };
    const done =
      to === null
        ? await remove.run({ params, query: from === null ? {} : { expected: from } })
        : await put.run({ params, body: { role: to, name, expected: from } });
    if (done !== null) refresh();
    return done !== null;
  }

  return {
    isRunning: put.isRunning || remove.isRunning,
    failure: problem && { problem, name },
    async change(change) {
      const isSaved = await write(change);
      if (!isSaved) return false;
      const { name, from, to } = change;
      notice({
        text: to === null ? t.taken(name) : t.given(name, t.role[to]),
        undo: () => {
          void write({ ...change, from: to, to: from }).then((isBack) => {
            if (isBack) notice({ text: from === null ? t.taken(name) : t.restored(name, t.role[from]) });
          });
        },
      });
      return true;
    },
  };
}

/** The role that stands instead, out of a conflict's details. */
export function roleThatStands({ details }: Problem): Role | null {
  const role = details['role'];
  return ROLES.find((each) => each === role) ?? null;
}
