import type { APIComponentInLabel, APITextInputComponent } from 'discord-api-types/v10';
import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { useId, useState } from 'preact/hooks';
import type { Component, DiscordScene } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { NotDrawn } from '../inline.tsx';
import { Select } from '../select.tsx';
import { useStage } from '../stage.ts';
import { choicesOf } from './components.tsx';
import type { Names } from './markdown.ts';
import { Markdown } from './text.tsx';

/** The modal a person has open (components/reference#label, #text-input). */
export function DiscordModal({
  scene,
  modal,
}: {
  scene: DiscordScene;
  modal: NonNullable<DiscordScene['modal']>;
}) {
  const { act } = useStage();
  const close = () => void act({ kind: 'discord.close' });
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const fields = [...form.querySelectorAll<HTMLElement>('[data-field]')];
    const values = Object.fromEntries(
      fields.map((field): [string, string | string[]] => {
        const name = field.dataset.field ?? '';
        const all = data.getAll(name).filter((value) => typeof value === 'string');
        return [name, field.dataset.many === undefined ? (all[0] ?? '') : all];
      }),
    );
    void act({ kind: 'discord.submit', id: modal.id, values });
  };
  return (
    <Dialog look="discord" title={modal.title} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <div class="body">
          {modal.components.map((component, index) => (
            <Part key={index} component={component} names={scene.names} />
          ))}
        </div>
        <footer>
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            Submit
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Part({ component, names }: { component: Component; names: Names }) {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return <Markdown text={component.content} names={names} />;
    case ComponentType.Label:
      return (
        <Field
          field={component.component}
          label={component.label}
          about={component.description}
          names={names}
        />
      );
    case ComponentType.ActionRow:
      return (
        <>
          {component.components.map((field) =>
            field.type === ComponentType.TextInput ? (
              <Field key={field.custom_id} field={field} label={field.label ?? ''} names={names} />
            ) : null,
          )}
        </>
      );
    default:
      return <NotDrawn type={component.type} />;
  }
}

interface FieldProps {
  field: APIComponentInLabel;
  label: string;
  about?: string | undefined;
  names: Names;
}

function Field({ field, label, about, names }: FieldProps) {
  const id = useId();
  if (field.type === ComponentType.TextInput) {
    return (
      <div class="field" data-field={field.custom_id}>
        <label class="label" for={id}>
          {label}
          {field.required !== false && <span aria-hidden="true"> *</span>}
        </label>
        {about && <p class="hint">{about}</p>}
        <TextField id={id} field={field} />
      </div>
    );
  }
  if ('custom_id' in field && (field.type === ComponentType.StringSelect || 'default_values' in field)) {
    return (
      <div class="field" data-field={field.custom_id} data-many="">
        <span class="label">{label}</span>
        {about && <p class="hint">{about}</p>}
        <SelectField field={field} label={label} names={names} />
      </div>
    );
  }
  return <NotDrawn type={field.type} />;
}

function TextField({ id, field }: { id: string; field: APITextInputComponent }) {
  const common = {
    id,
    name: field.custom_id,
    placeholder: field.placeholder,
    required: field.required !== false,
    maxLength: field.max_length,
    minLength: field.min_length,
    defaultValue: field.value,
  };
  return field.style === TextInputStyle.Paragraph ? (
    <textarea rows={4} {...common} />
  ) : (
    <input type="text" {...common} />
  );
}

function SelectField({
  field,
  label,
  names,
}: {
  field: Parameters<typeof choicesOf>[0];
  label: string;
  names: Names;
}) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <>
      <Select
        label={field.placeholder ?? label}
        choices={choicesOf(field, names)}
        chosen={chosen}
        most={field.max_values ?? 1}
        onChoose={setChosen}
      />
      {chosen.map((value) => (
        <input type="hidden" key={value} name={field.custom_id} value={value} />
      ))}
    </>
  );
}
