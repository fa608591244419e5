import { useEffect, useState } from "preact/hooks";
import { commits } from "./stream.js";

/** Milliseconds in which several commits count as one. */
const SETTLE = 300;

/**
 * A number that rises after commits, at most a few times a second: for data that the stream does not contain and a commit may
 * have changed, such as the next deadlines.
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

/** The value after it has not changed for a number of milliseconds, for requests that depend on it. */
export function useSettled<T>(value: T, milliseconds = 400): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
