import { putSetting } from '#contract/administration-endpoints.ts';
import { useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { formerValue, type Setting } from './setting-draft.ts';

type Answer = AnswerOf<typeof putSetting>;

export interface SettingWrite {
  /** As it was seen: its value is what undo puts back. */
  readonly setting: Setting;
  /** `null`: the default. */
  readonly value: number | string | null;
  readonly version: number;
}

export interface Written {
  readonly setting: Setting;
  readonly undo: SettingWrite;
}

export interface SettingWrites {
  /** One after the other, until one is refused; answers those that were written. */
  write(writes: readonly SettingWrite[]): Promise<readonly Written[]>;
  readonly isRunning: boolean;
  /** Why the last one was refused, and which. */
  readonly failure: { readonly problem: Problem; readonly key: string } | null;
  forget(): void;
}

export function useSettingWrites(onWritten: (answer: Answer) => void): SettingWrites {
  const put = useAction(putSetting);
  const [key, setKey] = useState('');
  return {
    isRunning: put.isRunning,
    failure: put.problem && { problem: put.problem, key },
    forget: put.forgetProblem,
    async write(writes) {
      const written: Written[] = [];
      for (const { setting, value, version } of writes) {
        setKey(setting.key);
        const done = await put.run({
          params: { key: setting.key },
          body: { value, expectedVersion: version },
        });
        if (done === null) return written;
        onWritten(done.answer);
        const now = done.answer.settings.find((each) => each.key === setting.key);
        const undo = { setting: now ?? setting, value: formerValue(setting), version: now?.version ?? 0 };
        written.push({ setting, undo });
      }
      return written;
    },
  };
}
