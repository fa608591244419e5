import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useFaults } from "./form.js";

interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Where it is in the request that its form makes: `/data/attributes/name`. Faults of that are shown at it. */
  readonly pointer?: string;
}

function useField({ pointer, hint }: Omit<FieldProps, "label">) {
  const id = useId();
  const faults = useFaults();
  const wrong =
    pointer === undefined
      ? []
      : faults.filter((fault) => fault.pointer?.startsWith(pointer)).map((f) => f.detail);
  const describedBy = [hint !== undefined && `${id}-hint`, wrong.length > 0 && `${id}-wrong`]
    .filter(Boolean)
    .join(" ");
  return {
    id,
    wrong,
    attributes: {
      id,
      "aria-invalid": wrong.length > 0,
      ...(describedBy !== "" && { "aria-describedby": describedBy }),
    },
  };
}

function Frame({
  id,
  label,
  hint,
  wrong,
  children,
}: {
  id: string;
  label: string;
  hint?: ComponentChildren;
  wrong: readonly string[];
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong.length > 0 && (
        <span class="wrong" id={`${id}-wrong`} role="alert">
          {wrong.join(" ")}
        </span>
      )}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: "text" | "password" | "url" | "search";
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
}

/** A text field with one line. */
export function TextField({ label, value, onInput, type = "text", ...rest }: TextFieldProps) {
  const { id, wrong, attributes } = useField(rest);
  return (
    <Frame id={id} label={label} hint={rest.hint} wrong={wrong}>
      <input
        {...attributes}
        class="input"
        type={type as "text"}
        value={value}
        placeholder={rest.placeholder}
        required={rest.required}
        // biome-ignore lint/a11y/noAutofocus: the first field of a dialog that was just asked for
        autoFocus={rest.autoFocus}
        autoComplete={rest.autoComplete ?? "off"}
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface TextAreaFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string;
}

/** A text field with several lines, in a monospaced font. */
export function TextAreaField({ label, value, onInput, placeholder, ...rest }: TextAreaFieldProps) {
  const { id, wrong, attributes } = useField(rest);
  return (
    <Frame id={id} label={label} hint={rest.hint} wrong={wrong}>
      <textarea
        {...attributes}
        class="input mono"
        rows={7}
        value={value}
        placeholder={placeholder}
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface FileFieldProps extends FieldProps {
  /** Which files are offered, as `accept` of HTML has them. */
  readonly accept: string;
  readonly onChoose: (file: File) => void;
}

/** A field that selects a local file. */
export function FileField({ label, accept, onChoose, ...rest }: FileFieldProps) {
  const { id, wrong, attributes } = useField(rest);
  return (
    <Frame id={id} label={label} hint={rest.hint} wrong={wrong}>
      <input
        {...attributes}
        class="input"
        type="file"
        accept={accept}
        // A file that was edited can be chosen again: without this the browser tells of another one alone.
        onClick={({ currentTarget }) => {
          currentTarget.value = "";
        }}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) onChoose(file);
        }}
      />
    </Frame>
  );
}

/** The member of a request with an object's name. */
export const NAME = "/data/attributes/name";

/** The field for an object's name, which is required. */
export function NameField(props: Omit<TextFieldProps, "label" | "pointer" | "required">) {
  return <TextField {...props} label="Name" pointer={NAME} required />;
}

/** An option of a selection. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectFieldProps extends FieldProps {
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/** A selection of one of several options. */
export function SelectField({ label, value, options, onChange, disabled, ...rest }: SelectFieldProps) {
  const { id, wrong, attributes } = useField(rest);
  return (
    <Frame id={id} label={label} hint={rest.hint} wrong={wrong}>
      <select
        {...attributes}
        class="input"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface CheckProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** A checkbox with an explanation. */
export function Check({ label, hint, checked, onChange, disabled }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <span class="hint">{hint}</span>}
      </span>
    </label>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

/** A selection of one of a few options, each with an explanation. */
export function Choices({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choices" style={{ border: "none", margin: 0, padding: 0 }}>
      <legend class="unseen">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice check">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            <span class="hint">{choice.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
