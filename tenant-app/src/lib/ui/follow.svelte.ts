import type { Attachment } from 'svelte/attachments';

type Control = HTMLInputElement | HTMLSelectElement;

/**
 * Keeps a control in step with the address when somebody navigates, without touching it while the page comes alive:
 * what a visitor chose before the scripts arrived stays chosen (a bound `value` would set it back). The first value
 * comes from the markup: `defaultValue`, `defaultChecked`, `selected`.
 */
export function follow(value: () => string | boolean): Attachment<Control> {
  return (control) => {
    let alive = false;
    $effect(() => {
      const wanted = value();
      if (alive && typeof wanted === 'boolean') (control as HTMLInputElement).checked = wanted;
      else if (alive) control.value = String(wanted);
      alive = true;
    });
  };
}
