/** The person behind a conversation, kept up to date by the live stream. */
import { useQuery } from '@tanstack/react-query';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';

/** `id` is a conversation's. */
export function useContact(id: string) {
  const api = useApi();
  return useQuery({ queryKey: keys.contact(id), queryFn: () => api.contact(id) });
}
