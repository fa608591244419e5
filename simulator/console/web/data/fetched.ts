import { useEffect, useState } from "preact/hooks";
import { ApiFault, type Fault } from "./api.js";
import { resyncs } from "./stream.js";

/** The response of a request, or its errors. */
export interface Fetched<T> {
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
  /** Asks again. */
  readonly again: () => void;
}

/**
 * Requests data that the event stream does not contain: once, again when one of `when` changes (give the version of the objects
 * that it depends on; this is not for polling), and after the stream has restarted.
 */
export function useFetched<T>(ask: () => Promise<T>, when: readonly unknown[]): Fetched<T> {
  const [state, setState] = useState<{ value?: T; faults: readonly Fault[] }>({ faults: [] });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isOver = false;
    ask().then(
      (value) => !isOver && setState({ value, faults: [] }),
      (error) => {
        if (!(error instanceof ApiFault)) throw error;
        if (!isOver)
          setState(({ value }) => ({ ...(value !== undefined && { value }), faults: error.faults }));
      },
    );
    return () => {
      isOver = true;
    };
  }, [...when, round, resyncs.value]);
  return { value: state.value, faults: state.faults, again: () => setRound((n) => n + 1) };
}
