import { signal } from "@preact/signals";
import { sandbox } from "./api.js";
import { world } from "./world.js";

/** Milliseconds that the sandbox's clock is ahead of the browser's; for a virtual clock, where it stands. */
const offset = signal(0);
const standsAt = signal<number | null>(null);
const tick = signal(0);

/** The sandbox's time in milliseconds. Components that read it are drawn again each second. */
export function now(): number {
  tick.value;
  return standsAt.value ?? Date.now() + offset.value;
}

/** Whether the sandbox's time stands still until it is advanced. */
export const isVirtual = (): boolean => standsAt.value !== null;

/** The time as the stream last told it. */
export function setClock(at: string): void {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return;
  if (standsAt.value !== null) standsAt.value = world.get("sandbox", "sandbox")?.virtualNow ?? time;
  else offset.value = time - Date.now();
}

/** Asks for the kind of clock, which stays the same for the life of a simulator. */
export async function readClock(): Promise<void> {
  const clock = await sandbox.get<{ now: string; mode: "real" | "virtual" }>("clock");
  standsAt.value = clock.mode === "virtual" ? Date.parse(clock.now) : null;
  setClock(clock.now);
}

setInterval(() => {
  if (document.visibilityState === "visible" && standsAt.value === null) tick.value += 1;
}, 1000);
