from django.db import migrations, models


def back(apps, schema_editor):
    """Three statuses serve again: nobody becomes public by it, nor less invited than they were."""
    speakers = apps.get_model("speakers", "Speaker").objects
    speakers.filter(status__in=["proposed", "cleared"]).update(status="invited")
    speakers.filter(status="declined").update(status="withdrawn")


class Migration(migrations.Migration):

    """Speakers on file keep their status: whether somebody was invited by other ways, nobody but the officer knows."""

    dependencies = [
        ('conference', '0077_large_imports_are_jobs'),
        ('speakers', '0062_regional_groups'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='speaker',
            name='speaker_status_is_known',
        ),
        migrations.RunPython(migrations.RunPython.noop, back),
        migrations.AlterField(
            model_name='speaker',
            name='status',
            field=models.CharField(choices=[('proposed', 'proposed'), ('cleared', 'cleared'), ('invited', 'invited'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='proposed', help_text='Only confirmed speakers are public.', max_length=20, verbose_name='status'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'cleared', 'invited', 'confirmed', 'declined', 'withdrawn'])), name='speaker_status_is_known'),
        ),
    ]
