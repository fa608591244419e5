import { useEffect, useState } from "preact/hooks";
import { commits } from "./stream.js";

/** Milliseconds in which many commits count as one. */
const SETTLE = 300;

/**
 * A number that rises after commits, at most a few times a second: for what the stream does not tell and a commit may
 * have changed, such as what falls due next.
 */
export function useCommits(): number {
  const [settled, setSettled] = useState(commits.value);
  const current = commits.value;
  useEffect(() => {
    if (current === settled) return;
    const timer = setTimeout(() => setSettled(commits.value), SETTLE);
    return () => clearTimeout(timer);
  }, [current === settled]);
  return settled;
}

/** The value once it has not changed for so many milliseconds: for what is asked for when it changes. */
export function useSettled<T>(value: T, milliseconds = 400): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
