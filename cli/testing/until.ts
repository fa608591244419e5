import type { Store } from "../../simulator/core/schema.js";
import { SandboxError } from "./errors.js";

/**
 * Resolves with the first result of `look`, which is called again whenever something in the sandbox changes. Rejects when
 * `failed` rejects or `look` throws.
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
