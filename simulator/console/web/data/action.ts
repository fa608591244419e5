import { useRef, useState } from "preact/hooks";
import { ApiFault, type Fault } from "./api.js";
import { session } from "./session.js";

/** The state of an action: whether it is in progress, and the errors of its last call. */
export interface Action<A extends unknown[]> {
  /** Resolves with whether it succeeded. */
  readonly run: (...args: A) => Promise<boolean>;
  readonly busy: boolean;
  /** Why it was refused the last time, as the API says it. */
  readonly faults: readonly Fault[];
  readonly clear: () => void;
}

/** Wraps a request that changes something. Errors are kept, to be shown beside the control. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  // A second click before the first is answered is the same wish.
  const underWay = useRef(false);
  return {
    busy,
    faults,
    clear: () => setFaults([]),
    async run(...args) {
      if (underWay.current) return false;
      underWay.current = true;
      setBusy(true);
      try {
        await act(...args);
        setFaults([]);
        return true;
      } catch (error) {
        if (!(error instanceof ApiFault)) throw error;
        if (error.status === 401) session.value = null;
        setFaults(error.faults);
        return false;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
  };
}
