import { LIMITS } from '../limits.ts';
import { Checker, inside, isAbsent, type Json, type Problem } from './checker.ts';
import { allComponents, checkIds, checkSelect, SELECTS, TYPE } from './components.ts';

const LIMIT = LIMITS.modal;

/** All that Discord would refuse in the `data` of a type 9 answer (components/reference#label, #text-input). */
export function checkModal(data: unknown): Problem[] {
  const checker = new Checker();
  if (!checker.object('', data)) return checker.problems;
  checker.text('custom_id', data.custom_id, [1, LIMITS.component.customId]);
  checker.text('title', data.title, [1, LIMIT.title]);
  const list = checker.list('components', data.components, [1, LIMIT.components]);
  list.forEach((component, place) => {
    checkTop(checker, `components.${place}`, component);
  });
  checkIds(checker, allComponents(data.components));
  return checker.problems;
}

function checkTop(checker: Checker, path: string, component: unknown): void {
  if (!checker.object(path, component)) return;
  if (!checker.unionType(path, component.type, [TYPE.row, TYPE.text, TYPE.label])) return;
  if (component.type === TYPE.text) {
    checker.text(inside(path, 'content'), component.content, [1, LIMITS.component.text]);
  } else if (component.type === TYPE.row) {
    const at = inside(path, 'components');
    const inputs = checker.list(at, component.components, [1, 1]);
    inputs.forEach((input, place) => {
      const own = inside(at, place);
      if (!checker.object(own, input) || !checker.unionType(own, input.type, [TYPE.textInput])) return;
      checker.text(inside(own, 'label'), input.label, [1, LIMIT.label]);
      checkTextInput(checker, own, input);
    });
  } else {
    checkLabel(checker, path, component);
  }
}

function checkLabel(checker: Checker, path: string, { label, description, component }: Json): void {
  checker.text(inside(path, 'label'), label, [1, LIMIT.label]);
  checker.optionalText(inside(path, 'description'), description, [1, LIMIT.description]);
  const at = inside(path, 'component');
  if (!checker.object(at, component)) return;
  // File uploads, radio groups and check boxes (19, 21-23) are not played here, so they count as unknown.
  if (!checker.unionType(at, component.type, [TYPE.textInput, ...SELECTS])) return;
  if (component.type !== TYPE.textInput) {
    checkSelect(checker, at, component, 'modal');
    return;
  }
  checkTextInput(checker, at, component);
  if (!isAbsent(component.label)) {
    checker.add(
      inside(at, 'label'),
      'COMPONENT_LABEL_TWICE',
      'The label of a text input in a Label belongs to the Label',
    );
  }
}

function checkTextInput(checker: Checker, path: string, input: Json): void {
  const { style, value, placeholder, required, min_length, max_length } = input;
  checker.text(inside(path, 'custom_id'), input.custom_id, [1, LIMITS.component.customId]);
  checker.choice(inside(path, 'style'), style, [1, 2]);
  checker.optionalText(inside(path, 'value'), value, [0, LIMIT.text]);
  checker.optionalText(inside(path, 'placeholder'), placeholder, [0, LIMIT.placeholder]);
  checker.optionalBoolean(inside(path, 'required'), required);
  checker.optionalInteger(inside(path, 'min_length'), min_length, [0, LIMIT.text]);
  checker.optionalInteger(inside(path, 'max_length'), max_length, [1, LIMIT.text]);
  if (typeof min_length === 'number' && typeof max_length === 'number' && min_length > max_length) {
    checker.add(inside(path, 'min_length'), 'TEXT_INPUT_MIN_OVER_MAX', 'min_length is over max_length');
  }
}
