import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { segmentDepth, segmentParts } from './segmentLimits.ts';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { queries } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConditionRow } from './ConditionRow.tsx';
import { isGroup, newCondition, withoutPart, withPart } from './segment.ts';
import css from './SegmentBuilder.module.css';

/** Builds a question about people: conditions that all or any hold, in groups where needed. */
export function SegmentBuilder(props: { readonly value: SegmentDefinition; readonly onChange: (value: SegmentDefinition) => void }): ReactNode {
  return <Group group={props.value} depth={1} onChange={props.onChange} onRemove={undefined} />;
}

function Group(props: {
  readonly group: SegmentDefinition;
  readonly depth: number;
  readonly onChange: (group: SegmentDefinition) => void;
  readonly onRemove: (() => void) | undefined;
}): ReactNode {
  const { t } = useWords();
  const { group, depth, onChange } = props;
  const known = useQuery(queries.contacts.fields());
  const isFull = group.of.length >= segmentParts;

  return (
    <div className={depth === 1 ? css.root : css.group} role="group" aria-label={t(depth === 1 ? 'segments.match_say' : 'segments.match_inside')}>
      <div className={css.match}>
        <span>{t(depth === 1 ? 'segments.match_say' : 'segments.match_inside')}</span>
        <SegmentedControl
          size="xs"
          value={group.match}
          onChange={(match) => onChange({ ...group, match: match === 'any' ? 'any' : 'all' })}
          data={[
            { value: 'all', label: t('segments.match_all') },
            { value: 'any', label: t('segments.match_any') },
          ]}
        />
        {props.onRemove === undefined ? null : (
          <ActionIcon className={css.remove} aria-label={t('segments.remove_group')} onClick={props.onRemove}>
            <Icon name="trash" small />
          </ActionIcon>
        )}
      </div>
      {group.of.length === 0 && depth === 1 ? <p className={css.quiet}>{t('segments.everybody')}</p> : null}
      <ul className={css.parts}>
        {group.of.map((part, at) => (
          // A part has no identity but its place.
          <li key={at}>
            {isGroup(part) ? (
              <Group
                group={part}
                depth={depth + 1}
                onChange={(next) => onChange(withPart(group, at, next))}
                onRemove={() => onChange(withoutPart(group, at))}
              />
            ) : (
              <ConditionRow
                condition={part}
                known={known.data}
                onChange={(next) => onChange(withPart(group, at, next))}
                onRemove={() => onChange(withoutPart(group, at))}
              />
            )}
          </li>
        ))}
      </ul>
      <div className={css.acts}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={isFull}
          onClick={() => onChange({ ...group, of: [...group.of, newCondition('consent')] })}
        >
          {t('segments.add_condition')}
        </Button>
        {depth < segmentDepth ? (
          <Button
            size="xs"
            variant="subtle"
            disabled={isFull}
            onClick={() => onChange({ ...group, of: [...group.of, { match: group.match === 'all' ? 'any' : 'all', of: [newCondition('tag')] }] })}
          >
            {t('segments.add_group')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
