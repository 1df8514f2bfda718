/** A letter on a colour of its own: nobody's picture is fetched. */
export function Avatar({ name, isBot }: { name: string; isBot: boolean }) {
  return (
    <span class={`avatar ${isBot ? 'bot' : `person-${name.charCodeAt(0) % 4}`}`} aria-hidden="true">
      {isBot ? '≈' : name.slice(0, 1)}
    </span>
  );
}

export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
