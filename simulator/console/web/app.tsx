import { useEffect } from "preact/hooks";
import { begin, session } from "./data/session.js";
import { follow, forget } from "./data/stream.js";
import { SignIn } from "./pages/sign-in.js";
import { Shell } from "./shell.js";

/** Retries until the simulator answers. */
async function persist(): Promise<void> {
  while (session.value === undefined) {
    try {
      await begin();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

/** The frame around every page, or the sign-in page if nobody is signed in. */
export function App() {
  useEffect(() => {
    void persist();
    // A link that is pasted into a tab of the console changes this part of its address alone.
    const again = () => void begin().catch(() => {});
    addEventListener("hashchange", again);
    return () => removeEventListener("hashchange", again);
  }, []);
  const who = session.value?.who.token;
  useEffect(() => {
    if (who === undefined) return;
    follow();
    return forget;
  }, [who]);
  if (session.value === undefined) return <p class="page muted">Connecting to the simulator …</p>;
  return session.value === null ? <SignIn /> : <Shell />;
}
