import { useContext, useEffect, useState } from 'preact/hooks';
import { type Choice, useChoices } from '../choices.tsx';
import { useStage } from '../stage.ts';
import { SurfaceContext } from './surface.ts';

interface Props {
  action: string;
  block: string;
  /** How many letters before the bot is asked. */
  least: number;
  label: string;
  hint: string | undefined;
  onChoose?(value: string): void;
}

/** A select whose options the bot gives while one types. */
export function External({ action, block, least, label, hint, onChoose }: Props) {
  const { at } = useContext(SurfaceContext);
  const { act } = useStage();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Choice>();
  const [asked, setAsked] = useState<{ text: string; choices: readonly Choice[] }>();
  const [near, setNear] = useState(false);
  const list = useChoices(
    near && picked === undefined && asked?.text === text ? asked.choices : [],
    (choice) => {
      setPicked(choice);
      setText(choice.name);
      onChoose?.(choice.value);
    },
    label,
  );
  useEffect(() => {
    let late = false;
    if (!near || picked !== undefined || text.length < least) return;
    void act({ kind: 'slack.suggest', at, action, block, query: text }).then((done) => {
      if (!late) setAsked({ text, choices: done.choices ?? [] });
    });
    return () => {
      late = true;
    };
  }, [text, near]);
  return (
    <div class="external">
      <input
        type="text"
        aria-label={label}
        placeholder={hint}
        value={text}
        onFocus={() => setNear(true)}
        onBlur={() => setNear(false)}
        onInput={(event) => {
          setPicked(undefined);
          setText(event.currentTarget.value);
        }}
        onKeyDown={list.onKey}
        {...list.field}
      />
      {list.list}
      {picked && !onChoose && <input type="hidden" name={block} value={picked.value} />}
    </div>
  );
}
