import { useEffect } from "preact/hooks";
import { refreshSession, session } from "./data/session.js";
import { follow, forget } from "./data/stream.js";
import { SignIn } from "./pages/sign-in.js";
import { Shell } from "./shell.js";

/** Retries the request for the session until it is answered. */
async function begin(): Promise<void> {
  while (session.value === undefined) {
    try {
      await refreshSession();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

/** The frame around every page, or the sign-in page if nobody is signed in. */
export function App() {
  useEffect(() => void begin(), []);
  const who = session.value?.who.token;
  useEffect(() => {
    if (who === undefined) return;
    follow();
    return forget;
  }, [who]);
  if (session.value === undefined) return <p class="page muted">Connecting to the simulator …</p>;
  return session.value === null ? <SignIn /> : <Shell />;
}
