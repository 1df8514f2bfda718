import type { Button, ConfirmationDialog } from '@slack/types';
import { useContext, useState } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { Link } from '../inline.tsx';
import { useStage } from '../stage.ts';
import { SurfaceContext } from './surface.ts';

/** A button: a link where it has an address, and behind a question where it has one. */
export function PressButton({ button, block }: { button: Button; block: string }) {
  const { at } = useContext(SurfaceContext);
  const { act } = useStage();
  const [asking, setAsking] = useState(false);
  const press = () => void act({ kind: 'slack.press', at, action: button.action_id ?? '', block });
  const look = `button ${button.style ?? ''}`;
  if (button.url !== undefined)
    return (
      <Link url={button.url} class={look} onClick={press}>
        {button.text.text}
      </Link>
    );
  return (
    <>
      <button
        type="button"
        class={look}
        aria-label={button.accessibility_label}
        onClick={() => (button.confirm ? setAsking(true) : press())}
      >
        {button.text.text}
      </button>
      {asking && button.confirm && (
        <Confirm
          confirm={button.confirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) press();
          }}
        />
      )}
    </>
  );
}

function Confirm({ confirm, onAnswer }: { confirm: ConfirmationDialog; onAnswer(yes: boolean): void }) {
  return (
    <Dialog look="slack" title={confirm.title?.text ?? 'Are you sure?'} onClose={() => onAnswer(false)}>
      <p class="body">{confirm.text.text}</p>
      <footer>
        <button type="button" class="button" onClick={() => onAnswer(false)}>
          {confirm.deny?.text ?? 'Cancel'}
        </button>
        <button type="button" class={`button ${confirm.style ?? 'primary'}`} onClick={() => onAnswer(true)}>
          {confirm.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
