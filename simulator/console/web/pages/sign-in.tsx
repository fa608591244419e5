import { useEffect, useState } from "preact/hooks";
import { useAction } from "../data/action.js";
import { refusedBecause, signIn } from "../data/session.js";
import { Button } from "../parts/button.js";
import { TextField } from "../parts/fields.js";
import { Faults, Form } from "../parts/form.js";

/** The sign-in with a token. The address stays the same, so that a link leads to its page afterwards. */
export function SignIn() {
  const [token, setToken] = useState("");
  const signing = useAction(() => signIn({ token }));
  useEffect(() => {
    document.title = "Sign in · scalr-sandbox";
  }, []);
  return (
    <main class="sign-in">
      <section class="card">
        <div class="body stack">
          <div class="row">
            <img src="/favicon.svg" alt="" width="36" height="36" />
            <h1>scalr-sandbox</h1>
          </div>
          <p class="muted">
            The local scalr.io. Sign in with the token of the administrator, of a user or of a service
            account.
          </p>
          {refusedBecause.value !== null && signing.faults.length === 0 && (
            <div class="note warn" role="status">
              <p>{refusedBecause.value}</p>
            </div>
          )}
          <Form action={signing}>
            <TextField
              label="Token"
              type="password"
              value={token}
              onInput={setToken}
              required
              autoFocus
              autoComplete="current-password"
              hint={
                <>
                  <code>scalr-sandbox open</code>, in the folder where <code>up</code> was started, signs this
                  browser in without one. The administrator's is in <code>.scalr-sandbox/admin-token</code>{" "}
                  there. For another user: <code>scalr-sandbox sign-in ann@example.com</code>
                </>
              }
            />
            <Faults />
            <div>
              <Button type="submit" kind="primary" busy={signing.busy}>
                Sign in
              </Button>
            </div>
          </Form>
        </div>
      </section>
    </main>
  );
}
