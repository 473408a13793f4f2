import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './FirstSteps.module.css';
import type { Status, Steps } from './verdict.ts';

/** The three steps of a new workspace with their state, until the first message has left. */
export function FirstSteps(props: { readonly status: Status; readonly steps: Steps }): ReactNode {
  const { t } = useWords();
  const { contacts, templates, last_30_days: sent, mode } = props.status;
  const { people, template, campaign } = props.steps;
  const templateText = template
    ? t('home.step_template_done', { n: templates.approved })
    : templates.pending > 0
      ? t('home.step_template_wait', { n: templates.pending })
      : t('home.step_template_todo');
  const campaignTodo = mode === 'rehearsal' ? t('home.step_campaign_todo_rehearsal') : t('home.step_campaign_todo');

  return (
    <Section title={t('home.steps')}>
      <ol className={css.steps}>
        <Step
          at={1}
          done={people}
          next={!people}
          title={t('home.step_people')}
          text={people ? t('home.step_people_done', { total: contacts.total, consented: contacts.consented }) : t('home.step_people_todo')}
        >
          <LinkButton to="/imports/new" variant={people ? 'default' : 'filled'}>
            {t('home.step_people_act')}
          </LinkButton>
        </Step>
        <Step at={2} done={template} next={people && !template} title={t('home.step_template')} text={templateText}>
          <LinkButton to="/templates/new" variant={people && !template ? 'filled' : 'default'}>
            {t('home.step_template_act')}
          </LinkButton>
        </Step>
        <Step
          at={3}
          done={campaign}
          next={people && template && !campaign}
          title={t('home.step_campaign')}
          text={campaign ? t('home.step_campaign_done', { n: sent.sent }) : campaignTodo}
        >
          <LinkButton to="/campaigns/new" variant={people && template ? 'filled' : 'default'}>
            {t('home.step_campaign_act')}
          </LinkButton>
        </Step>
      </ol>
    </Section>
  );
}

function Step(props: {
  readonly at: number;
  readonly done: boolean;
  readonly next: boolean;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}): ReactNode {
  const { t, number } = useWords();
  const state = props.done ? t('home.step_done') : props.next ? t('home.step_next') : t('home.step_later');
  return (
    <li className={css.step} data-done={props.done || undefined} aria-current={props.next ? 'step' : undefined}>
      <span className={css.mark} aria-hidden="true">
        {props.done ? <Icon name="check" small /> : number(props.at)}
      </span>
      <div>
        <h3>
          {props.title} <span className={css.state}>{state}</span>
        </h3>
        <p>{props.text}</p>
      </div>
      <span className={css.act}>{props.children}</span>
    </li>
  );
}
