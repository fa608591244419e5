import type { Agent } from "../core/entities.js";

interface Contact {
  /** Sandbox time of the last sign of life. */
  seenAt: number;
  /** When a call last came in, in real milliseconds of a steady clock. */
  calledAt: number;
  openPolls: number;
  /** When the agent's side broke off a poll, in the same time; null once it has shown itself again. */
  brokenAt: number | null;
  /** Its process has ended. */
  ended?: true;
}

/** Real milliseconds in which requests that an agent sent before it was killed can still arrive. */
const AFTERSHOCK = 1_000;

export interface ContactsOptions {
  /** The sandbox clock. */
  readonly now: () => number;
  /** Real time, in milliseconds, on a clock that never jumps: contact is a fact of the network, not of the sandbox. */
  readonly realNow: () => number;
  /** Real milliseconds without a call after which an agent that holds no poll open is out of contact. */
  readonly patience: number;
}

/**
 * Which agents are in contact (R13). Contacts are kept here and rarely written to the store, so that a heartbeat costs no journal
 * line.
 *
 * The sandbox clock may jump by hours at once. An agent that is connected during a jump counts as seen at every moment of it. An
 * agent whose process was killed has lost its connection, so the jump makes it offline.
 */
export class Contacts {
  private readonly contacts = new Map<string, Contact>();
  private startedAt: number;

  constructor(private readonly options: ContactsOptions) {
    this.startedAt = options.now();
  }

  /** The sandbox clock was set, perhaps back: nobody was seen at a time that has not come. */
  clockRestarted(): void {
    const now = this.options.now();
    this.startedAt = Math.min(this.startedAt, now);
    for (const contact of this.contacts.values()) contact.seenAt = Math.min(contact.seenAt, now);
  }

  /** A call of the agent came in. */
  called(agent: string): void {
    const contact = this.contacts.get(agent);
    const [seenAt, calledAt] = [this.options.now(), this.options.realNow()];
    if (contact === undefined) {
      this.contacts.set(agent, { seenAt, calledAt, openPolls: 0, brokenAt: null });
      return;
    }
    Object.assign(contact, { seenAt, calledAt });
    if (contact.brokenAt !== null && calledAt - contact.brokenAt > AFTERSHOCK) contact.brokenAt = null;
  }

  pollOpened(agent: string): void {
    this.called(agent);
    const contact = this.contacts.get(agent)!;
    contact.openPolls += 1;
    contact.brokenAt = null;
  }

  /** `broken`: the agent's side closed the connection before it had its answer. */
  pollClosed(agent: string, broken: boolean): void {
    const contact = this.contacts.get(agent);
    if (contact === undefined) return;
    contact.openPolls -= 1;
    if (broken) contact.brokenAt = this.options.realNow();
    else this.called(agent);
  }

  /** Its process is known to have ended: it is out of contact from now on, however its connections still look from here. */
  ended(agent: string): void {
    const contact = this.contacts.get(agent);
    if (contact !== undefined) Object.assign(contact, { seenAt: this.options.now(), ended: true });
  }

  inContact(agent: string): boolean {
    const contact = this.contacts.get(agent);
    if (contact === undefined || contact.ended) return false;
    if (contact.openPolls > 0) return true;
    return contact.brokenAt === null && this.options.realNow() - contact.calledAt <= this.options.patience;
  }

  /**
   * Sandbox time at which the agent was last known to be there. An agent that was online when the simulator stopped
   * counts from its start: it could not call while nobody listened.
   */
  lastSeenAt(agent: Agent): number {
    if (this.inContact(agent.id)) this.contacts.get(agent.id)!.seenAt = this.options.now();
    const contact = this.contacts.get(agent.id);
    if (contact) return Math.max(contact.seenAt, agent.lastSeenAt);
    return agent.condition === "offline" ? agent.lastSeenAt : Math.max(agent.lastSeenAt, this.startedAt);
  }

  forget(agent: string): void {
    this.contacts.delete(agent);
  }
}
