/** A one-time link for a new colleague. It is shown once: who has it can sit down at the desk. */
import { Alert, Button, CopyButton, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { API_ROLES } from '../../api/bounds.ts';
import type { InviteMade } from '../../api/people.ts';
import type { ApiRole } from '../../api/words.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

export function InviteDialog({ opened, close }: { opened: boolean; close(): void }) {
  const words = useWords();
  const api = useApi();
  const failureText = useFailureText();
  const [role, setRole] = useState<ApiRole>('operator');
  const make = useMutation({ mutationFn: api.invite });
  const leave = (): void => {
    close();
    make.reset();
  };
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={words('invite.title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      {make.data === undefined ? (
        <Stack gap="md">
          <Radio.Group value={role} label={words('invite.role')}>
            <Stack gap={10} mt="xs">
              {API_ROLES.map((name) => (
                <Radio
                  key={name}
                  value={name}
                  label={words(`role.${name}`)}
                  description={words(`role.${name}-hint`)}
                  checked={role === name}
                  onChange={() => setRole(name)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {make.isError && (
            <Alert color="red" role="alert" className="gate-alert">
              {failureText(make.error)}
            </Alert>
          )}
          <Button loading={make.isPending} onClick={() => make.mutate({ role })}>
            {words('invite.make')}
          </Button>
        </Stack>
      ) : (
        <Made made={make.data} done={leave} />
      )}
    </Modal>
  );
}

function Made({ made, done }: { made: InviteMade; done(): void }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Stack gap="md">
      <TextInput
        label={words('invite.link')}
        description={words('invite.link-hint', { when: format.full(made.expiresAtMs) })}
        readOnly
        value={made.link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={made.link}>
        {({ copied, copy }) => (
          <Button
            leftSection={<Icon name={copied ? 'check' : 'copy'} size={17} />}
            onClick={copy}
            data-autofocus
          >
            {words(copied ? 'invite.copied' : 'invite.copy')}
          </Button>
        )}
      </CopyButton>
      <Button variant="subtle" onClick={done}>
        {words('close')}
      </Button>
    </Stack>
  );
}
