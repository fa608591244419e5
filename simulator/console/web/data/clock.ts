import { signal } from "@preact/signals";
import { sandbox } from "./api.js";
import { world } from "./world.js";

/** Milliseconds that the sandbox's clock is ahead of the browser's; for a virtual clock, its time. */
const offset = signal(0);
const standsAt = signal<number | null>(null);
const tick = signal(0);

/** The sandbox's time in milliseconds. Components that read it are rendered again each second. */
export function now(): number {
  tick.value;
  return standsAt.value ?? Date.now() + offset.value;
}

/** Whether the sandbox's time is frozen until it is advanced. */
export const isVirtual = (): boolean => standsAt.value !== null;

/** The last time from the event stream. */
export function setClock(at: string): void {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return;
  if (standsAt.value !== null) standsAt.value = world.get("sandbox", "sandbox")?.virtualNow ?? time;
  else offset.value = time - Date.now();
}

/** Requests the kind of clock, which stays the same as long as the simulator runs. */
export async function readClock(): Promise<void> {
  const clock = await sandbox.get<{ now: string; mode: "real" | "virtual" }>("clock");
  standsAt.value = clock.mode === "virtual" ? Date.parse(clock.now) : null;
  setClock(clock.now);
}

setInterval(() => {
  if (document.visibilityState === "visible" && standsAt.value === null) tick.value += 1;
}, 1000);
