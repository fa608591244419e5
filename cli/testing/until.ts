import type { Store } from "../../simulator/core/schema.js";
import { SandboxError } from "./errors.js";

/**
 * Resolves with what `look` finds, looking again whenever something in the sandbox changes. `failed` rejects when it cannot come
 * to be any more; so does `look`, by throwing.
 * @throws SandboxError after `seconds` of this machine's time
 */
export function until<T>(
  store: Pick<Store, "onCommit">,
  what: () => string,
  look: () => T | undefined,
  seconds: number,
  failed?: Promise<never>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
    };
    const check = () => {
      try {
        const found = look();
        if (found === undefined) return;
        resolve(found);
      } catch (error) {
        reject(error);
      }
      end();
    };
    const stop = store.onCommit(check);
    const timer = setTimeout(() => {
      end();
      reject(new SandboxError(`Waited ${seconds} s for ${what()}`));
    }, seconds * 1000);
    failed?.catch((error: unknown) => {
      end();
      reject(error);
    });
    check();
  });
}
