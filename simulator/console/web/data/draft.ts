import { useState } from "preact/hooks";

/** Unsaved changes of an object. Fields without a change follow the object. */
export interface Draft<T extends object> {
  readonly value: T;
  /** What is different from the object as it is now. */
  readonly changes: Partial<T>;
  readonly isChanged: boolean;
  readonly set: (changes: Partial<T>) => void;
  readonly reset: () => void;
}

/** Keeps the changed fields of `current`, which may itself change meanwhile. */
export function useDraft<T extends object>(current: T): Draft<T> {
  const [touched, setTouched] = useState<Partial<T>>({});
  const changes = Object.fromEntries(
    Object.entries(touched).filter(([name, value]) => value !== current[name as keyof T]),
  ) as Partial<T>;
  return {
    value: { ...current, ...touched },
    changes,
    isChanged: Object.keys(changes).length > 0,
    set: (more) => setTouched((before) => ({ ...before, ...more })),
    reset: () => setTouched({}),
  };
}
