import { signal } from "@preact/signals";

const messages = signal<readonly { readonly id: number; readonly text: string }[]>([]);
let count = 0;

/** Shows a short message that an action has succeeded. Errors are shown beside their control instead. */
export function toast(text: string): void {
  count += 1;
  const id = count;
  messages.value = [...messages.value, { id, text }];
  setTimeout(() => {
    messages.value = messages.value.filter((message) => message.id !== id);
  }, 4_000);
}

/** The messages of `toast`, which screen readers read out. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {messages.value.map(({ id, text }) => (
        <div key={id} class="toast">
          {text}
        </div>
      ))}
    </div>
  );
}
